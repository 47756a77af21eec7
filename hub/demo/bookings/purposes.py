"""What people write when they are asked what a booking is for, in the language that they speak."""

from random import Random

from booking.spaces.models import SpaceKind

_TALKS = {
    "id": (
        "Rapat tim", "Rapat mingguan", "Wawancara pengguna", "Diskusi dengan kelurahan",
        "Latihan presentasi", "Rapat dengan investor", "Wawancara calon staf", "Perencanaan sprint",
        "Tinjauan desain", "Rapat anggaran", "Bertemu mitra", "Uji coba dengan warga",
        "Menyiapkan pilot", "Rapat redaksi", "Evaluasi uji coba", "Kerja kelompok",
    ),
    "en": (
        "Team meeting", "Investor call", "User interviews", "Sprint planning", "Pitch rehearsal",
        "Design review", "Job interview", "Budget round", "Partner meeting", "Pilot preparation",
        "Board meeting", "Data review", "Workshop: who are our users?", "Retrospective",
    ),
    "de": (
        "Teamrunde", "Gespräch mit dem Bezirk", "Nutzerinterviews", "Planung der Woche",
        "Probelauf für die Präsentation", "Bewerbungsgespräch", "Rückblick", "Haushaltsrunde",
        "Treffen mit Partnern", "Entwurf besprechen", "Vorbereitung des Pilotprojekts",
        "Beiratssitzung", "Gruppenarbeit",
    ),
}  # fmt: skip
_CALLS = {
    "id": ("Telepon", "Panggilan video dengan mitra", "Wawancara daring", "Konsultasi"),
    "en": ("Call", "Video call with a partner", "Online interview", "Quiet call"),
    "de": ("Telefonat", "Videogespräch mit Partnern", "Beratung", "Ruhiges Telefonat"),
}
_RECORDINGS = {
    "id": ("Rekaman siniar", "Rekaman pelajaran", "Video perkenalan", "Rekaman wawancara"),
    "en": ("Podcast recording", "Lesson recording", "Pitch video", "Product film"),
    "de": ("Podcast-Aufnahme", "Aufnahme einer Lektion", "Vorstellungsvideo"),
}
_CRAFTS = {
    "id": ("Purwarupa sensor", "Cetak casing", "Merakit alat ukur", "Potong akrilik", "Uji papan"),
    "en": ("Prototype of the sensor box", "Laser cutting", "Soldering", "Test of the pump"),
    "de": ("Gehäuse drucken", "Messgerät löten", "Prototyp bauen", "Platten schneiden"),
}
_GATHERINGS = {
    "id": ("Lokakarya dengan warga", "Pelatihan relawan", "Temu komunitas", "Pemutaran dan diskusi",
           "Musyawarah anggota"),
    "en": ("Workshop with residents", "Training of volunteers", "Community evening", "Town talk"),
    "de": ("Werkstatt mit Anwohnern", "Schulung", "Nachbarschaftsabend", "Mitgliederversammlung"),
}  # fmt: skip
_OF_KIND = {
    SpaceKind.ROOM: _TALKS,
    SpaceKind.HALL: _GATHERINGS,
    SpaceKind.STUDIO: _RECORDINGS,
    SpaceKind.LAB: _CRAFTS,
}
_REGRETS = {
    "id": ("Dipindah ke daring", "Diundur minggu depan", "Ada yang sakit", "Tamu berhalangan", ""),
    "en": ("Moved online", "Postponed by a week", "Somebody is ill", "The guest cannot come", ""),
    "de": ("Findet online statt", "Um eine Woche verschoben", "Krankheit", "Gast verhindert", ""),
}
#: What a call between the two cities is called at each end of the line.
ACROSS = {"jkt": "Telepon dengan tim Berlin", "ber": "Gespräch mit dem Team in Jakarta"}


def purpose(kind: SpaceKind, capacity: int, *, language: str, rng: Random) -> str:
    """Desks and equipment need no words; in a booth one makes calls."""
    if kind not in _OF_KIND:
        return ""
    known = _CALLS if capacity == 1 else _OF_KIND[kind]
    return rng.choice(known[language])


def regret(language: str, rng: Random) -> str:
    """Why a booking is given back, if anybody says."""
    return rng.choice(_REGRETS[language])
