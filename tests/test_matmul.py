import numpy as np
import pytest

from extractor.matmul import SteadyOps


@pytest.mark.parametrize("shape", [(288, 288), (64, 96), (73, 64), (1024, 96)])
def test_a_row_s_product_is_the_same_to_the_last_bit_whatever_stands_beside_it(shape: tuple[int, int]) -> None:
    random = np.random.default_rng(1)
    weights = random.standard_normal(shape, dtype=np.float32)
    rows = random.standard_normal((700, shape[1]), dtype=np.float32)
    ops = SteadyOps()
    whole = ops.gemm(rows, weights, trans2=True)
    np.testing.assert_allclose(whole, rows @ weights.T, rtol=1e-3, atol=1e-4)
    for start, length in [(0, 1), (5, 3), (13, 47), (48, 49), (100, 240), (101, 500), (699, 1)]:
        np.testing.assert_array_equal(
            ops.gemm(rows[start : start + length], weights, trans2=True), whole[start:][:length]
        )


def test_no_rows_have_no_product() -> None:
    assert SteadyOps().gemm(
        np.zeros((0, 8), dtype=np.float32), np.zeros((4, 8), dtype=np.float32), trans2=True
    ).shape == (0, 4)
