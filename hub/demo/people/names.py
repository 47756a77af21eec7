"""Names for people who do not exist, as they are given in three cities."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random


def _words(text: str) -> list[str]:
    return text.split()


_INDONESIAN = _words("""
    Adinda Agus Aji Anisa Arif Ayu Bagus Bayu Bima Cahya Citra Damar Dewi Dian Dimas Eka Endah
    Fajar Farah Fitri Galih Gilang Hana Hestu Ikhsan Indah Intan Jaka Kartika Kirana Laras
    Lestari Lintang Made Maya Melati Nadia Nanda Ningsih Nur Nyoman Putri Rahma Rangga Ratna
    Rendra Rini Rizky Sari Satria Sekar Tari Teguh Tiara Umar Utami Vina Wahyu Wulan Yanti Yoga
    Yusuf Zahra
""")
_INDONESIAN_SECOND = _words("""
    Anggraini Astuti Baskoro Cahyono Damanik Gunawan Hakim Handayani Hidayat Kusuma Lubis
    Maharani Marpaung Mulyadi Nasution Nugroho Pangestu Permata Pradana Prasetyo Purnama Rahayu
    Ramadhan Saputra Sasongko Setyaki Siregar Sitompul Suharyono Sukma Susanti Tanjung Utomo
    Wibowo Wicaksono Winata Wijaya Wirawan Yulianto
""")
#: Many people in Indonesia have one name.
_MONONYMS = _words("""
    Slamet Suparman Sumarni Paijo Wagiman Sukesi Parti Tukiran Rusmini Kasno Sutinah Warsito
    Sumiyati Ngatini Saimin Darsono
""")
_GERMAN = _words("""
    Anke Anton Aylin Bastian Clara Deniz Elif Emil Franka Frieda Greta Hannes Henrike Ida Jannik
    Jonas Jule Kerem Lena Levin Mara Matthis Mila Nele Ole Paula Rike Ronja Selin Sönke Thea
    Till Uta Wiebke Yannick
""")
_GERMAN_SECOND = _words("""
    Ahrens Albers Brandt Brückner Demir Ebert Fiedler Gerlach Hartwig Heine Jahnke Kaya Kessler
    Köhn Lindner Lorenz Maurer Nolte Öztürk Petersen Quandt Reimann Rothe Sander Steinke Thiele
    Ullrich Voigt Weiß Wendt Yıldız Zander
""")
_THAI = _words("""
    Anong Apinya Arthit Boonsri Chanida Chatri Duangjai Ekachai Kanda Kittipong Kwan Malee Manop
    Nari Nattapong Niran Orapin Phichit Pim Prasert Ratana Somsri Somchai Suda Tida Wanchai
""")
_THAI_SECOND = _words("""
    Boonmee Chaiyo Charoensuk Inthawong Jaidee Kaewmanee Klinhom Maneerat Namsai Phanich Phromma
    Ratchatan Saelim Srisuk Suksawat Thongchai Wattana Wanitchakul Yodrak
""")


@dataclass(frozen=True)
class Custom:
    """How people of a city are called, and what they speak."""

    first: list[str]
    second: list[str]
    alone: list[str]
    language: str
    zone: str
    #: How many of a hundred speak English with us instead.
    english: int


CUSTOMS = {
    "Jakarta": Custom(_INDONESIAN, _INDONESIAN_SECOND, _MONONYMS, "id", "Asia/Jakarta", 20),
    "Berlin": Custom(_GERMAN, _GERMAN_SECOND, [], "de", "Europe/Berlin", 30),
    "Bangkok": Custom(_THAI, _THAI_SECOND, [], "en", "Asia/Bangkok", 0),
}


def names(city: str, rng: Random) -> Iterator[str]:
    """Names of a city's people, none twice, some of one word; ends when all are used up."""
    custom = CUSTOMS[city]
    pairs = [f"{one} {two}" for one in custom.first for two in custom.second]
    rng.shuffle(pairs)
    alone = rng.sample(custom.alone, len(custom.alone))
    for number, pair in enumerate(pairs):
        if number % 7 == 3 and alone:
            yield alone.pop()
        yield pair
