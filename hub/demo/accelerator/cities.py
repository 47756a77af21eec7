"""Where teams come from: cities, districts and clocks, and how the people there are called."""

from dataclasses import dataclass


@dataclass(frozen=True)
class City:
    """`custom` is the city of `hub.demo.people.names` whose names its people have; `share` of a
    hundred teams come from here."""

    name: str
    country: str
    zone: str
    custom: str
    districts: tuple[str, ...]
    share: int


JAKARTA = City(
    "Jakarta", "ID", "Asia/Jakarta", "Jakarta",
    ("Muara Baru", "Kampung Melayu", "Tebet", "Cilincing", "Manggarai", "Palmerah", "Kalideres",
     "Pademangan", "Kramat Jati", "Cengkareng", "Marunda", "Tanah Abang", "Penjaringan"),
    44,
)  # fmt: skip
INDONESIAN = (
    JAKARTA,
    City("Surabaya", "ID", "Asia/Jakarta", "Jakarta", ("Wonokromo", "Kenjeran", "Rungkut"), 12),
    City("Bandung", "ID", "Asia/Jakarta", "Jakarta", ("Cicadas", "Antapani", "Cibaduyut"), 11),
    City("Semarang", "ID", "Asia/Jakarta", "Jakarta", ("Tambak Lorok", "Genuk"), 6),
    City("Makassar", "ID", "Asia/Makassar", "Jakarta", ("Tallo", "Panakkukang"), 5),
    City("Tarakan", "ID", "Asia/Makassar", "Jakarta", ("Selumit", "Juata Laut"), 4),
)
ABROAD = (
    City("Bangkok", "TH", "Asia/Bangkok", "Bangkok", ("Khlong Toei", "Bang Kapi", "Thonburi"), 8),
    City("Berlin", "DE", "Europe/Berlin", "Berlin", ("Wedding", "Lichtenberg", "Moabit"), 8),
    City("Leipzig", "DE", "Europe/Berlin", "Berlin", ("Plagwitz", "Grünau"), 2),
)
CITIES = {city.name: city for city in (*INDONESIAN, *ABROAD)}
GERMAN = tuple(city for city in ABROAD if city.country == "DE")
