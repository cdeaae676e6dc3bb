"""Products of matrices for the model: as fast as numpy's BLAS, and the same for a token whatever is parsed beside it.

The BLIS that spaCy brings runs without the machine's vector kernels on most processors, at a third of the speed of the
BLAS that numpy brings. But in the latter a row's last bits depend on where in its matrix the row stands, so that an
article's parse could depend on its neighbours in a batch. Rows are therefore laid in the middle of a tile of fixed
size, where the kernel treats all rows alike. Whether it does is tried for each shape of weights; where not, BLIS is
used.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

TILES = (256, 64)  # rows of a tile, the largest first; the smaller is for what is left
BLOCK = 64
LEAST = 0.6  # of a tile's rows must be treated alike

Matrix = NDArray[np.float32]


class SteadyOps(NumpyOps):  # type: ignore[misc]  # a class of C, which has no types
    """Thinc's operations with another product of matrices."""

    def __init__(self) -> None:
        super().__init__()
        self._threads = ThreadpoolController().select(user_api="blas")
        self._alike = cache(self._find_alike)

    def gemm(self, x: Matrix, y: Matrix, *, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """Give `x @ y.T` with one thread; BLIS gives what else may be asked for."""
        if out is None and trans2 and not trans1 and x.ndim == y.ndim == 2 and x.dtype == y.dtype == np.float32:
            with self._threads.limit(limits=1):
                alike = self._alike(*y.shape)
                if alike is not None:
                    return _tiled(x, y, alike)
        return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)

    def _find_alike(self, wide: int, deep: int) -> dict[int, tuple[int, int]] | None:
        """Give for each size of tile the rows that are treated alike, in all sizes; None if there are too few."""
        random = np.random.default_rng(0)
        weights = random.standard_normal((wide, deep), dtype=np.float32)
        row = random.standard_normal(deep, dtype=np.float32)
        wanted: Matrix | None = None
        found = {}
        for size in TILES:
            columns = np.dot(weights, np.tile(row, (size, 1)).T)
            if wanted is None:
                wanted = columns[:, size // 2]
            same = (columns == wanted[:, None]).all(axis=0)
            first, last = size // 2, size // 2
            while first and same[first - 1]:
                first -= 1
            while last < size and same[last]:
                last += 1
            if last - first < LEAST * size:
                return None
            found[size] = (first, last)
        return found


def steady(nlp: Language) -> Language:
    """Make all models of a pipeline use these products, but for those with operations of their own (a GPU's)."""
    ops = SteadyOps()
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is not None:
            for node in model.walk():
                if type(node.ops) is NumpyOps:
                    node.ops = ops
    return nlp


def _tiled(x: Matrix, y: Matrix, alike: dict[int, tuple[int, int]]) -> Matrix:
    """Give `x @ y.T`, each row computed in a slot of a tile."""
    result = np.empty((len(x), len(y)), dtype=np.float32)
    done = 0
    for size, (first, last) in alike.items():
        room = last - first
        smallest = size == TILES[-1]
        tile = np.zeros((size, x.shape[1]), dtype=np.float32)
        product = np.empty((len(y), size), dtype=np.float32)
        while len(x) - done >= room or (smallest and done < len(x)):
            part = min(room, len(x) - done)
            tile[first : first + part] = x[done : done + part]
            np.dot(y, tile.T, out=product)
            for block in range(0, len(y), BLOCK):  # turned over in blocks that the processor's cache holds
                result[done : done + part, block : block + BLOCK] = product[
                    block : block + BLOCK, first : first + part
                ].T
            done += part
    return result
