"""Countries and their neighbors: from where else a service is tried, and which of them is near.

ISO 3166-1 alpha-2. Neighbors share a border or a strait, or are what an island's lines lead to, the nearest or busiest
first. Names are in `notifier.words.countries`.
"""

from functools import cache
from typing import Final

NEIGHBORS_MOST: Final = 3
ASKED_MOST: Final = 6
"""Six countries share the twelve tests of a round. Chosen."""
LARGE: Final = ("US", "DE", "SG", "BR", "GB", "JP", "ZA", "IN")
"""Large in people or lines, and far apart, so that what fails in all of them fails everywhere."""

_NEIGHBORS: Final = """
AD ES FR | AE SA OM QA BH | AF PK IR TJ UZ TM | AG KN MQ GP | AI KN AG | AL GR ME MK XK | AM GE IR TR | AO NA CD ZM |
AR CL UY BR PY BO | AS WS | AT DE IT CH HU CZ SK SI | AU NZ PG ID | AW CW VE | AX FI SE | AZ GE TR RU IR |
BA HR RS ME | BB LC VC TT | BD IN MM | BE NL FR DE LU | BF CI GH ML NE | BG RO GR TR RS MK | BH SA QA AE |
BI RW TZ CD | BJ NG TG GH | BL GP MQ | BM US CA | BN MY SG | BO BR PE CL AR PY | BQ CW AW | BR AR UY PY BO PE CO VE |
BS US CU | BT IN BD | BW ZA NA ZW | BY PL LT LV UA RU | BZ MX GT | CA US | CC AU | CD CG ZM AO RW UG | CF CM TD CD |
CG CD GA CM | CH DE FR IT AT | CI GH BF ML LR GN | CK NZ | CL AR PE BO | CM NG GA TD CG | CN HK TW KR JP VN RU |
CO VE EC PE PA BR | CR PA NI | CU US MX JM | CV SN PT | CW AW VE | CX ID AU | CY GR TR LB IL | CZ DE PL AT SK |
DE NL FR PL AT CH BE CZ DK | DJ ET SO ER | DK DE SE NO | DM MQ GP | DO HT PR | DZ TN MA LY | EC CO PE | EE LV FI RU |
EH MA MR | EG SA IL LY SD JO | ER ET SD DJ | ES PT FR MA | ET KE DJ SO SD | FI SE EE NO | FJ NZ AU | FK AR CL |
FM GU | FO DK IS GB | FR BE ES DE IT CH LU GB | GA CM CG GQ | GB IE FR NL BE | GD VC TT | GE AM AZ TR RU |
GF SR BR FR | GG JE GB FR | GH CI TG BF NG | GI ES MA | GL DK IS CA | GM SN | GN SN ML SL CI | GP MQ DM AG |
GQ CM GA | GR BG TR CY AL MK IT | GT MX SV HN BZ | GU PH JP | GW SN GN | GY SR VE BR | HK CN TW MO SG | HN GT SV NI |
HR SI HU BA RS IT | HT DO US | HU AT SK RO RS HR SI UA | ID MY SG AU PH TL PG | IE GB | IL JO EG CY LB | IM GB IE |
IN BD PK LK NP AE SG | IQ TR IR JO KW SA SY | IR TR IQ PK AE AZ AM | IS NO GB DK | IT FR CH AT SI GR MT |
JE GG GB FR | JM CU US KY | JO IL SA IQ SY | JP KR TW CN | KE TZ UG ET SO | KG KZ UZ TJ | KH TH VN LA | KI FJ AU |
KM MG TZ | KN AG GP | KP KR CN | KR JP CN TW | KW SA IQ BH | KY JM US | KZ RU UZ KG CN | LA TH VN KH | LB SY IL CY |
LC MQ BB VC | LI CH AT | LK IN MV | LR CI SL GN | LS ZA | LT LV PL BY EE | LU BE DE FR | LV LT EE BY RU |
LY TN EG DZ | MA ES DZ PT | MC FR IT | MD RO UA | ME RS BA AL HR | MF GP AG | MG MU RE ZA | MH GU | MK RS BG GR AL |
ML SN CI BF NE | MM TH BD IN CN | MN CN RU | MO HK CN | MP GU JP | MQ GP LC DM | MR SN MA ML | MS AG GP | MT IT TN |
MU RE MG ZA | MV LK IN | MW ZM TZ MZ | MX US GT BZ | MY SG ID TH BN PH | MZ ZA ZW TZ MW | NA ZA BW AO | NC AU NZ FJ |
NE NG BF ML | NF AU NZ | NG GH BJ CM NE | NI CR HN | NL DE BE GB | NO SE DK FI | NP IN BD | NR AU | NU NZ | NZ AU FJ |
OM AE SA YE | PA CR CO | PE CL EC BO CO BR | PF NZ CL | PG AU ID SB | PH TW HK MY ID | PK IN IR AF |
PL DE CZ SK LT UA BY | PM CA | PN PF NZ | PR DO US VI | PS IL JO EG | PT ES MA FR | PW PH GU | PY AR BR BO |
QA AE SA BH | RE MU MG | RO HU BG MD RS UA | RS HU RO BG HR BA | RU FI KZ EE LV BY UA | RW UG BI TZ CD |
SA AE KW JO EG QA BH | SB PG AU | SC MU KE | SD EG ET | SE NO DK FI | SG MY ID TH | SH ZA | SI AT HR IT HU | SJ NO |
SK CZ HU PL AT | SL GN LR | SM IT | SN GM ML MR GN | SO KE ET DJ | SR GY GF BR | SS UG KE SD | ST GA GQ | SV GT HN |
SX GP AG | SY LB TR JO IQ | SZ ZA MZ | TC BS US DO | TD CM NE | TF RE | TG GH BJ | TH MY SG LA KH MM VN |
TJ UZ KG AF | TK WS NZ | TL ID AU | TM UZ IR KZ | TN DZ LY IT MT | TO FJ NZ | TR GR BG GE CY IQ | TT VE BB GY |
TV FJ | TW HK JP PH CN | TZ KE UG RW ZM | UA PL RO MD SK HU | UG KE RW TZ | US CA MX | UY AR BR | UZ KZ KG TJ |
VA IT | VC LC BB GD | VE CO BR TT | VG PR US | VI PR US | VN TH HK KH LA CN | VU NC FJ AU | WF FJ NC | WS NZ FJ |
XK RS AL MK | YE OM SA | YT RE MG | ZA NA BW ZW MZ | ZM ZW ZA TZ CD | ZW ZA ZM BW MZ
"""


@cache
def _table() -> dict[str, tuple[str, ...]]:
    rows = (row.split() for row in _NEIGHBORS.split("|"))
    return {country: tuple(others) for country, *others in rows}


def neighbors(country: str) -> tuple[str, ...]:
    """Give a country's neighbors; none where it is not known."""
    return _table().get(country, ())


def asked_countries(home: str) -> tuple[str, ...]:
    """Give the countries from which a service is tried: the user's own first, its neighbors, and a few large ones."""
    near = (home, *neighbors(home)[:NEIGHBORS_MOST]) if home else ()
    return tuple(dict.fromkeys((*near, *LARGE)))[:ASKED_MOST]
