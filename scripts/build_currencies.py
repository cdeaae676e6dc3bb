"""Write `extractor/lexicon/tables/currencies.tsv`: names and users from CLDR (babel) and ISO 4217 (pycountry), signs and rates by hand.

Run again when CLDR adds a currency: `python scripts/build_currencies.py`.
"""

from pathlib import Path

import pycountry
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

TABLE = Path(__file__).parents[1] / "extractor" / "lexicon" / "tables" / "currencies.tsv"
HISTORIC = (
    "ATS BEF CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK XEU YUM ZMK GHC MZM TRL ROL BGN "
    "AZM SDD SDP TMM ZWD ZWL MRO STD VEF VEB BYR SLL CSD"
)
OTHER = "KWD"  # in ISO 4217 anyway; kept so that the list is never empty
# Words and signs that CLDR does not give: code -> (further names, signs). A sign that several currencies share stands
# with each; the first code in the file order of AMBIGUOUS below is the likeliest.
EXTRA: dict[str, tuple[str, str]] = {
    "USD": ("US dollar|US dollars|U.S. dollar|U. S. dollars|US Dollars|U.S. dollars|American dollar|American dollars|greenbacks|United States dollars", "US$|U.S.$|US $|$US|USD$|$"),
    "EUR": ("euro|euros|Euro|Euros", "€|EUR€"),
    "GBP": ("pound sterling|pounds sterling|British pound|British pounds|UK pounds|sterling", "£|GB£|UK£"),
    "JPY": ("yen|Yen|Japanese yen", "¥|JP¥|￥"),
    "CNY": ("yuan|Yuan|yuans|Yuans|renminbi|Renminbi|Chinese yuan|RMB yuan|yuan renminbi|yuan RMB|RMB", "RMB|CN¥|RMB¥|CNH|Rmb"),
    "INR": ("Indian rupee|Indian rupees", "₹|INR|Rs.|Rs"),
    "PKR": ("Pakistani rupee|Pakistani rupees|Pakistan rupees", "PKR|Rs.|Rs|PRs"),
    "LKR": ("Sri Lankan rupee|Sri Lankan rupees|Sri Lanka rupees", "LKR|Rs.|Rs|SLRs"),
    "NPR": ("Nepalese rupee|Nepalese rupees|Nepali rupees|Nepali rupee", "NPR|NRs.|NRs|Rs.|Rs"),
    "MUR": ("Mauritian rupee|Mauritian rupees|Mauritius rupees", "MUR|Rs.|Rs"),
    "SCR": ("Seychelles rupee|Seychelles rupees|Seychellois rupees", "SCR|SR"),
    "IDR": ("rupiah|Rupiah|Indonesian rupiah", "Rp|Rp."),
    "AUD": ("Australian dollar|Australian dollars|Aussie dollars", "A$|AU$|AUD$|AUS$|$A"),
    "CAD": ("Canadian dollar|Canadian dollars", "C$|CA$|CAD$|CDN$|Can$"),
    "NZD": ("New Zealand dollar|New Zealand dollars|Kiwi dollars", "NZ$|NZD$|$NZ"),
    "HKD": ("Hong Kong dollar|Hong Kong dollars", "HK$|HKD$"),
    "SGD": ("Singapore dollar|Singapore dollars|Singaporean dollars", "S$|SG$|SGD$"),
    "TWD": ("New Taiwan dollar|New Taiwan dollars|Taiwan dollars|Taiwanese dollars", "NT$|NTD"),
    "FJD": ("Fijian dollar|Fijian dollars|Fiji dollars|Fiji dollar", "FJ$|F$|FJD$"),
    "SBD": ("Solomon Islands dollar|Solomon Islands dollars", "SI$|SBD$"),
    "WST": ("tala|Samoan tala", "WS$|SAT$|SAT|ST$"),
    "TOP": ("pa'anga|pa’anga|paanga|Tongan pa'anga|Tongan pa’anga|Pa'anga", "T$|TOP$"),
    "VUV": ("vatu|Vatu|Vanuatu vatu", "VT|Vt"),
    "PGK": ("kina|Kina|Papua New Guinean kina|PNG kina", "PGK|K"),
    "NAD": ("Namibian dollar|Namibian dollars|Namibia dollars", "N$|NAD$"),
    "ZWL": ("Zimbabwean dollar|Zimbabwean dollars|Zimbabwe dollars", "Z$|ZW$"),
    "LRD": ("Liberian dollar|Liberian dollars", "L$|LRD$|LD$"),
    "GYD": ("Guyanese dollar|Guyanese dollars|Guyana dollars", "G$|GY$"),
    "JMD": ("Jamaican dollar|Jamaican dollars|Jamaica dollars", "J$|JA$|JMD$"),
    "TTD": ("Trinidad and Tobago dollar|Trinidad and Tobago dollars|TT dollars", "TT$"),
    "BBD": ("Barbadian dollar|Barbadian dollars|Barbados dollars", "BDS$|Bds$"),
    "BSD": ("Bahamian dollar|Bahamian dollars", "B$"),
    "BZD": ("Belize dollar|Belize dollars|Belizean dollars", "BZ$"),
    "XCD": ("East Caribbean dollar|East Caribbean dollars|Eastern Caribbean dollars", "EC$|ECD"),
    "SRD": ("Surinamese dollar|Surinamese dollars", "SR$|Sr$"),
    "BND": ("Brunei dollar|Brunei dollars", "BN$"),
    "BRL": ("Brazilian real|Brazilian reais|reais|Brazilian reals", "R$|BR$"),
    "MXN": ("Mexican peso|Mexican pesos", "Mex$|MX$|MXN$"),
    "ARS": ("Argentine peso|Argentine pesos|Argentinian pesos", "AR$|ARS$"),
    "CLP": ("Chilean peso|Chilean pesos", "CLP$"),
    "COP": ("Colombian peso|Colombian pesos", "COP$|COL$"),
    "CUP": ("Cuban peso|Cuban pesos", ""),
    "DOP": ("Dominican peso|Dominican pesos", "RD$"),
    "UYU": ("Uruguayan peso|Uruguayan pesos", "$U"),
    "PHP": ("Philippine peso|Philippine pesos|Filipino pesos", "₱|PhP|Php|P"),
    "BWP": ("pula|Pula|Botswana pula|Botswanan pula", "BWP|P"),
    "PEN": ("sol|soles|nuevo sol|nuevos soles|Peruvian sol|Peruvian soles", "S/.|S/"),
    "BOB": ("boliviano|bolivianos|Bolivian bolivianos", "Bs|Bs."),
    "HNL": ("lempira|lempiras", "L."),
    "NIO": ("córdoba|córdobas|cordoba|cordobas", ""),
    "GTQ": ("quetzal|quetzals|quetzales", ""),
    "PYG": ("guarani|guaranis|guaraní|guaraníes", "₲"),
    "CRC": ("colón|colones|colon|Costa Rican colones", "₡"),
    "KRW": ("won|South Korean won|Korean won", "₩"),
    "KPW": ("North Korean won", ""),
    "VND": ("dong|Vietnamese dong|đồng", "₫|VNĐ"),
    "THB": ("baht|Baht|Thai baht", "฿"),
    "LAK": ("kip|Kip|Lao kip|Laotian kip", "₭"),
    "KHR": ("riel|riels|Cambodian riel|Cambodian riels", "៛"),
    "MMK": ("kyat|kyats|Kyat|Kyats|Myanmar kyat|Myanmar kyats|Burmese kyat", ""),
    "BDT": ("taka|Taka|takas|Bangladeshi taka", "৳|Tk|Tk.|TK"),
    "MNT": ("tugrik|tugriks|tögrög|togrog|Mongolian tugrik", "₮"),
    "KZT": ("tenge|Kazakh tenge|Kazakhstani tenge", "₸"),
    "UZS": ("Uzbek soum|Uzbek sum|Uzbekistani som|Uzbek soums|soums|Uzbek som", ""),
    "KGS": ("Kyrgyz som|Kyrgyz soms|Kyrgyzstani som|som|soms", ""),
    "TJS": ("somoni|somonis|Tajik somoni|Tajikistani somoni", ""),
    "TMT": ("Turkmen manat|Turkmen manats|Turkmenistani manat", ""),
    "AZN": ("Azerbaijani manat|Azerbaijani manats|Azeri manat|manat|manats", "₼"),
    "GEL": ("lari|Georgian lari|Georgian laris", "₾"),
    "AMD": ("dram|drams|Armenian dram|Armenian drams", "֏"),
    "AFN": ("afghani|afghanis|Afghani|Afghanis|Afghan afghani|Afghan afghanis", "Afs"),
    "RUB": ("ruble|rubles|rouble|roubles|Russian ruble|Russian rubles|Russian rouble|Russian roubles", "₽|RUR"),
    "BYN": ("Belarusian ruble|Belarusian rubles|Belarusian roubles", ""),
    "UAH": ("hryvnia|hryvnias|hryvnya|hryvnyas|Ukrainian hryvnia|Ukrainian hryvnias", "₴"),
    "TRY": ("Turkish lira|Turkish liras|Turkish lire|lira|liras", "₺|TL"),
    "ILS": ("shekel|shekels|new shekels|Israeli shekel|Israeli shekels|new Israeli shekels", "₪|NIS"),
    "SAR": ("Saudi riyal|Saudi riyals|Saudi rial|Saudi rials|riyals|riyal", "SR|SAR"),
    "QAR": ("Qatari riyal|Qatari riyals|Qatari rials|Qatar riyals", "QR"),
    "OMR": ("Omani rial|Omani rials|Omani riyal|Omani riyals", "RO"),
    "YER": ("Yemeni rial|Yemeni rials|Yemeni riyals", "YR"),
    "IRR": ("Iranian rial|Iranian rials|rial|rials", ""),
    "AED": ("UAE dirham|UAE dirhams|Emirati dirham|Emirati dirhams|dirham|dirhams|Dirhams", "Dh|Dhs|Dh."),
    "MAD": ("Moroccan dirham|Moroccan dirhams", "MDH|DHS"),
    "KWD": ("Kuwaiti dinar|Kuwaiti dinars|Kuwait dinars|Kuwait dinar", "KD"),
    "BHD": ("Bahraini dinar|Bahraini dinars|Bahrain dinars", "BD"),
    "JOD": ("Jordanian dinar|Jordanian dinars|Jordan dinars", "JD|JDs"),
    "IQD": ("Iraqi dinar|Iraqi dinars", "ID"),
    "TND": ("Tunisian dinar|Tunisian dinars", "DT|TD"),
    "DZD": ("Algerian dinar|Algerian dinars", "DA"),
    "LYD": ("Libyan dinar|Libyan dinars", "LD"),
    "RSD": ("Serbian dinar|Serbian dinars|dinar|dinars", ""),
    "MKD": ("Macedonian denar|Macedonian denars|denar|denars", ""),
    "EGP": ("Egyptian pound|Egyptian pounds|Egypt pounds", "E£|LE|L.E.|EGP£"),
    "LBP": ("Lebanese pound|Lebanese pounds|Lebanese lira|Lebanese liras", "L£|LL"),
    "SYP": ("Syrian pound|Syrian pounds|Syrian liras", ""),
    "SDG": ("Sudanese pound|Sudanese pounds", ""),
    "SSP": ("South Sudanese pound|South Sudanese pounds", ""),
    "CHF": ("Swiss franc|Swiss francs|CHF francs", "SFr|SFr.|Fr.|sFr"),
    "XOF": ("CFA|CFA franc|CFA francs|francs CFA|franc CFA|West African CFA francs|West African CFA franc|F CFA|CFA Francs|Francs CFA", "CFAF|FCFA|F.CFA|CFA|XOF"),
    "XAF": ("Central African CFA franc|Central African CFA francs|CFA|CFA franc|CFA francs|francs CFA|franc CFA|CFA Francs|Francs CFA", "FCFA|CFAF|CFA|XAF"),
    "XPF": ("CFP franc|CFP francs|Pacific francs", "CFP|FCFP"),
    "CDF": ("Congolese franc|Congolese francs", "FC"),
    "RWF": ("Rwandan franc|Rwandan francs|Rwanda francs", "FRw|RF|Rwf|Frw|FRW"),
    "BIF": ("Burundian franc|Burundian francs|Burundi francs|francs BU", "FBu"),
    "DJF": ("Djiboutian franc|Djiboutian francs|Djibouti francs|Djibouti franc", "FDj|DF"),
    "GNF": ("Guinean franc|Guinean francs", "FG"),
    "KMF": ("Comorian franc|Comorian francs|Comoran francs|Comoros francs", ""),
    "MGA": ("ariary|Ariary|Malagasy ariary", "Ar"),
    "FRF": ("French franc|French francs", "FF"),
    "BEF": ("Belgian franc|Belgian francs", ""),
    "LUF": ("Luxembourg franc|Luxembourg francs", ""),
    "DEM": ("Deutsche Mark|Deutsche Marks|Deutsche marks|Deutschmark|Deutschmarks|German mark|German marks|D-marks", "DM"),
    "BAM": ("convertible mark|convertible marks|Bosnian marks|Bosnian convertible marks", "KM"),
    "FIM": ("Finnish markka|markka|Finnish marks", "FMk"),
    "ITL": ("Italian lira|Italian lire", ""),
    "ESP": ("peseta|pesetas", ""),
    "PTE": ("escudos portugueses|Portuguese escudo|Portuguese escudos", ""),
    "CVE": ("Cape Verdean escudo|Cape Verdean escudos|Cabo Verdean escudos|escudo|escudos", ""),
    "NLG": ("guilder|guilders|Dutch guilder|Dutch guilders", ""),
    "GRD": ("drachma|drachmas|Greek drachmas", ""),
    "IEP": ("Irish pound|Irish pounds|punt|punts", "IR£"),
    "XEU": ("ECU|ECUs|European Currency Units|European currency units", ""),
    "XDR": ("special drawing rights|Special Drawing Rights|special drawing right|SDRs", "SDR"),
    "SEK": ("Swedish krona|Swedish kronor|Swedish kroner|Swedish crowns|kronor|Swedish krone", "SKr|kr"),
    "NOK": ("Norwegian krone|Norwegian kroner|Norwegian crowns|Norwegian kronor|kroner|krone", "NKr|kr"),
    "DKK": ("Danish krone|Danish kroner|Danish crowns|Danish kronor|kroner|krone", "DKr|kr"),
    "ISK": ("Icelandic króna|Icelandic krona|Icelandic kronur|Icelandic krónur|krónur", "ISK|kr"),
    "CZK": ("Czech koruna|Czech korunas|Czech koruny|Czech crowns|koruna|korunas|koruny|Czech crown", "Kč"),
    "PLN": ("zloty|zlotys|złoty|złotys|zlotych|Polish zloty|Polish zlotys|Polish złoty", "zł|zl"),
    "HUF": ("forint|forints|Hungarian forint|Hungarian forints", "Ft"),
    "RON": ("leu|Romanian leu|Romanian lei|lei", ""),
    "MDL": ("Moldovan leu|Moldovan lei", ""),
    "BGN": ("lev|leva|Bulgarian lev|Bulgarian leva|Bulgarian levs", ""),
    "HRK": ("kuna|kunas|Croatian kuna|Croatian kunas", ""),
    "ALL": ("Albanian lek|Albanian leks|lek", ""),
    "ZAR": ("rand|rands|Rand|Rands|South African rand|South African rands", "R|ZAR"),
    "LSL": ("loti|maloti|Maloti|Basotho loti|Lesotho maloti", "M"),
    "SZL": ("lilangeni|emalangeni|Emalangeni|Swazi emalangeni", "E"),
    "ZMW": ("Zambian kwacha|Zambian kwachas|kwacha|Kwacha|kwachas", "ZK|K|ZMK"),
    "MWK": ("Malawian kwacha|Malawi kwacha|Malawian kwachas|kwacha|Kwacha|kwachas", "MK|K"),
    "MZN": ("metical|meticais|meticals|Mozambican meticais|Mozambican metical", "MT|MZM"),
    "AOA": ("kwanza|kwanzas|Kwanza|Kwanzas|Angolan kwanza|Angolan kwanzas", "Kz"),
    "NGN": ("naira|Naira|nairas|Nigerian naira", "₦|N"),
    "GHS": ("cedi|cedis|Cedi|Cedis|Ghana cedi|Ghana cedis|Ghanaian cedi|Ghanaian cedis", "GH¢|GH₵|GHC|GH₡|¢"),
    "GMD": ("dalasi|dalasis|Dalasi|Gambian dalasi|Gambian dalasis", "D"),
    "SLE": ("leone|leones|Leone|Leones|Sierra Leonean leones|Sierra Leonean leone", "Le|NLe"),
    "ETB": ("birr|Birr|birrs|Ethiopian birr|Ethiopian birrs", "Br"),
    "ERN": ("nakfa|Nakfa|Eritrean nakfa", "Nfk"),
    "KES": ("Kenyan shilling|Kenyan shillings|Kenya shillings|Kenya shilling|Kenya Shillings", "KSh|Ksh|KSH|KSHS|Kes|KSh.|Ksh.|Kshs|Kshs.|KShs|KES|Sh|Sh.|Shs"),
    "TZS": ("Tanzanian shilling|Tanzanian shillings|Tanzania shillings|Tanzania shilling", "TSh|Tsh|TSh.|Tshs|Tsh.|TZS|Sh|Shs"),
    "UGX": ("Ugandan shilling|Ugandan shillings|Uganda shillings|Uganda shilling", "USh|Ush|UGX|Ushs|Sh|Shs|UShs"),
    "SOS": ("Somali shilling|Somali shillings", ""),
    "MRU": ("ouguiya|ouguiyas|Mauritanian ouguiya|Mauritanian ouguiyas", "UM"),
    "STN": ("dobra|dobras|Sao Tomean dobras", "Db"),
    "MVR": ("rufiyaa|Rufiyaa|Maldivian rufiyaa", "Rf|MRf|MVR"),
    "BTN": ("ngultrum|ngultrums|Ngultrum|Bhutanese ngultrum", "Nu.|Nu"),
    "MOP": ("pataca|patacas|Macanese pataca", "MOP$"),
    "MYR": ("ringgit|Ringgit|ringgits|Malaysian ringgit", "RM"),
    "HTG": ("gourde|gourdes|Gourdes|Haitian gourde|Haitian gourdes", ""),
    "PAB": ("balboa|balboas", "B/."),
    "VES": ("bolivar|bolivars|bolívar|bolívares|Venezuelan bolivars|Venezuelan bolívares", "Bs.S"),
    "GIP": ("Gibraltar pound|Gibraltar pounds", ""),
    "FKP": ("Falkland Islands pound|Falkland Islands pounds", ""),
}
# Words and signs that several currencies share, with what they mean where nothing else is known, likeliest first.
SHARED = {
    "$": "USD AUD CAD NZD SGD HKD FJD NAD LRD JMD TTD XCD BBD BSD BZD GYD MXN COP CLP ARS",
    "dollar": "USD AUD CAD NZD SGD HKD TWD FJD SBD NAD ZWL LRD JMD TTD XCD BBD BSD BZD GYD SRD BND",
    "pound": "GBP EGP LBP SYP SDG SSP IEP",
    "£": "GBP EGP LBP SYP SDG",
    "rupee": "INR PKR LKR NPR MUR SCR",
    "Rs": "INR PKR LKR NPR MUR",
    "franc": "CHF XOF XAF CDF RWF BIF DJF GNF KMF FRF BEF XPF",
    "shilling": "KES TZS UGX SOS",
    "peso": "PHP MXN ARS CLP COP CUP DOP UYU",
    "dinar": "RSD KWD IQD JOD TND DZD LYD BHD",
    "riyal": "SAR QAR OMR YER",
    "rial": "IRR OMR YER QAR SAR",
    "dirham": "AED MAD",
    "krone": "NOK DKK",
    "kroner": "NOK DKK",
    "krona": "SEK ISK",
    "kr": "NOK SEK DKK ISK",
    "crown": "CZK SEK NOK DKK",
    "lira": "TRY ITL LBP SYP",
    "ruble": "RUB BYN",
    "rouble": "RUB BYN",
    "manat": "AZN TMT",
    "som": "KGS UZS",
    "sum": "UZS",
    "leu": "RON MDL",
    "lei": "RON MDL",
    "won": "KRW KPW",
    "kwacha": "ZMW MWK",
    "escudo": "CVE PTE",
    "mark": "DEM BAM",
    "¥": "JPY CNY",
    "￥": "JPY CNY",
    "P": "PHP BWP",
    "K": "ZMW PGK MWK",
    "Sh": "KES TZS UGX",
    "Shs": "KES TZS UGX",
    "SR": "SAR SCR",
    "LD": "LYD LRD",
    "CFA": "XOF XAF",
    "CFA franc": "XOF XAF",
    "francs CFA": "XOF XAF",
    "franc CFA": "XOF XAF",
    "CFA Franc": "XOF XAF",
    "FCFA": "XOF XAF",
    "CFAF": "XOF XAF",
    "Francs CFA": "XOF XAF",
}
# How many of the unit one US dollar has bought, lowest and highest year since 1990, widened: for plausibility only.
RATES = """EUR .6 1.25|GBP .45 .95|JPY 70 170|CNY 4.5 9|INR 16 95|PKR 20 300|LKR 38 370|NPR 28 145|BDT 34 125|MUR 14 50|AUD .9 2.1
CAD .9 1.65|NZD 1.1 2.6|CHF .75 1.8|SEK 5.5 11.5|NOK 4.8 11.8|DKK 4.6 9|KRW 680 1500|THB 23 50|PHP 23 60|IDR 1800 17000|MYR 2.4 4.8|VND 6000 26500
KES 22 165|TZS 190 2750|UGX 400 3950|ETB 2 140|ZAR 2.4 20|BWP 1.8 14.5|NGN 8 1700|GHS .03 17|XOF 240 780|XAF 240 780|RWF 80 1450|BIF 170 3000
MWK 2.5 1800|ZMW .03 29|MZN 1 80|AOA .0001 950|NAD 2.4 20|LSL 2.4 20|SZL 2.4 20|SAR 3.6 3.9|AED 3.5 3.8|QAR 3.5 3.8|KWD .25 .35|BHD .36 .4|OMR .36 .4|JOD .66 .75
EGP 2 52|MAD 7 12.5|TND .85 3.5|DZD 8 150|TRY .003 45|RUB .01 120|KZT 4 550|UZS 25 13000|KGS 4 95|TJS .02 12|AMD 14 600|GEL 1.2 3.5|AZN .7 4|UAH .02 45
PGK .9 4.2|FJD 1.3 2.5|SBD 2.5 8.7|VUV 95 130|TOP 1.2 2.6|WST 2.2 3.5|MXN 2.8 22|BRL .8 6.5|PEN .3 4.1|BOB 3 7.5|COP 500 5000|CLP 300 1000|ARS .9 1500
HNL 4 27|NIO 1 38|GTQ 4.5 8.3|DOP 7 65|HTG 5 150|JMD 7 165|XCD 2.6 2.8|GYD 35 220|LAK 500 23000|KHR 400 4300|MMK 5 4500|MNT 5 3600|MVR 9 16|BTN 16 95|AFN 30 100
PLN .9 5|HUF 60 420|CZK 14 42|RON .002 5|BGN .002 2.4|RSD 10 125|ALL 6 160|MKD 20 68|BAM 1.1 2.4|MDL 1.5 21|ISK 55 150|TWD 24 36|SGD 1.1 1.9|HKD 7.6 8"""


def main() -> None:
    """Write the table."""
    locale = Locale("en")
    rates = {code: (low, high) for code, low, high in (row.split() for line in RATES.splitlines() for row in line.split("|"))}
    used: dict[str, set[str]] = {}
    for territory, periods in get_global("territory_currencies").items():
        for code, _, end, tender in periods:
            if tender and (end is None or code in HISTORIC):
                used.setdefault(code, set()).add(territory)
    codes = sorted({c.alpha_3 for c in pycountry.currencies if not c.alpha_3.startswith(("XT", "XB", "XX", "XA", "XP"))} | {"XAF", "XPF"} | set(HISTORIC.split()))
    lines = []
    for code in codes:
        if code not in locale.currencies:
            continue
        cldr = {locale.currencies[code], get_currency_name(code, count=1, locale="en"), get_currency_name(code, count=2, locale="en")}
        names = sorted(name for name in cldr if "(" not in name and name.lower() not in {"", "silver", "gold"})
        more, signs = EXTRA.get(code, ("", ""))
        every = dict.fromkeys([*names, *filter(None, more.split("|"))])
        low, high = rates.get(code, ("", ""))
        lines.append("\t".join([code, "|".join(every), "|".join(dict.fromkeys([*filter(None, signs.split("|")), code])), "|".join(sorted(used.get(code, ()))), low, high]))
    for shared, meant in SHARED.items():
        lines.append("\t".join([meant.split()[0], shared, "", "", "", "", meant.replace(" ", "|")]))
    header = """# Currencies of ISO 4217 and the historic ones that news of aid still tells of.
# Source: names and users from Unicode CLDR (through babel), codes from ISO 4217 (through pycountry), signs, further names and rates by hand.
# Written by scripts/build_currencies.py; change it there.
# code       ISO 4217
# names      how it is called, singular and plural
# signs      what stands right before or after the number
# countries  ISO 3166-1 alpha-2 of those that use it
# low, high  how many of it one US dollar bought since 1990, at least and at most (wide; only to see that two sums can't be the same)
# shared     for a word or sign that several currencies share: what it may mean, likeliest first (code repeats the first)
code\tnames\tsigns\tcountries\tlow\thigh\tshared
"""
    TABLE.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLE}: {len(lines)} rows")


if __name__ == "__main__":
    main()
