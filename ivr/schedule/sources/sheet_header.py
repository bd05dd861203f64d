"""What the columns of a spreadsheet are: by their names, in any order.

The names are those of the Meeting Guide sheets and of WordPress's template, of the line's own
tables, and what groups call a column by themselves.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ivr.schedule.sources.languages import plain
from ivr.schedule.sources.reading import Unreadable

NAMES = {
    "day": "day days weekday weekdays day_of_week day_of_the_week meeting_day dia dias dia_semana "
    "dia_de_la_semana jour jours jour_de_la_semaine tag wochentag",
    "time": "time start start_time begins begin_time starts meeting_time time_of_meeting hora "
    "hora_inicio hora_de_inicio heure heure_de_debut debut uhrzeit beginn",
    "end": "end end_time ends until finish finish_time hora_fin hora_final heure_de_fin fin ende",
    "minutes": "minutes duration length duracion duree dauer",
    "name": "name meeting meeting_name title group_name name_of_meeting name_of_group nombre "
    "nombre_del_grupo nombre_de_la_reunion reunion nom nom_du_groupe nom_de_la_reunion titre",
    "place": "location place venue location_name venue_name building facility meeting_place lugar "
    "sitio lieu salle ort",
    "address": "address street street_address location_street address_1 address1 direccion calle "
    "adresse rue strasse",
    "full_address": "full_address formatted_address address_full complete_address "
    "direccion_completa adresse_complete",
    "city": "city town municipality location_municipality ciudad municipio ville commune stadt",
    "state": "state province state_province state_or_province estado provincia etat",
    "postcode": "zip zip_code zipcode postal_code postcode post_code location_postal_code_1 "
    "codigo_postal code_postal plz",
    "country": "country nation pais pays land",
    "region": "region regions area neighborhood neighbourhood borough zona quartier",
    "sub_region": "sub_region subregion",
    "types": "types type formats format meeting_type meeting_types meeting_format access "
    "open_closed open_or_closed categories category tipos tipo formato formatos",
    "language": "language languages idioma langue sprache",
    "wheelchair": "wheelchair wheelchair_accessible wheelchair_access accessible handicap_access "
    "handicap_accessible",
    "notes": "notes note comments comment description details info information meeting_notes "
    "special_instructions notas comentarios remarques commentaires",
    "directions": "directions location_notes location_info where_exactly indicaciones room",
    "zone": "timezone time_zone tz zona_horaria fuseau_horaire",
    "url": "conference_url online_url meeting_url zoom zoom_url zoom_link link online_link "
    "virtual_link virtual_meeting_link conference_link join_url url enlace lien",
    "url_notes": "conference_url_notes zoom_id meeting_id zoom_meeting_id passcode password "
    "zoom_password zoom_passcode virtual_meeting_additional_info",
    "phone": "conference_phone dial_in dial_in_number dialin phone_number phone_meeting_number "
    "conference_number call_in call_in_number telephone_number",
    "phone_notes": "conference_phone_notes dial_in_notes dial_in_code access_code phone_notes",
    "latitude": "latitude lat latitud",
    "longitude": "longitude long lon lng longitud",
    "point": "coordinates lat_long lat_lng latlng coordenadas",
    "rough": "approximate",
    "id": "id slug uid key meeting_key row_id meeting_slug",
    "attended": "attendance attendance_option attendance_type venue_type in_person_or_online "
    "online_or_in_person mode modality modalidad",
    "status": "status active published state_of_meeting estatus statut",
}
"""A column -> what it may be called, as `slug` writes it."""

OTHERS = (
    "group group_id group_notes district sub_district website website_2 website2 mailing_address "
    "venmo square paypal homegroup_online email phone last_contact author updated edit_url "
    "edit_link feedback_emails feedback_url image data_source data_source_name data_source_url "
    "types_notes contact contact_name contact_email contact_phone contacts entity entity_email "
    "entity_location entity_logo entity_phone entity_website_url timestamp marca_temporal "
    "last_updated leader room_leader speaking gso gso_number group_number"
)
IGNORED = frozenset(OTHERS.split())
"""Columns that are known and that callers do not hear: nobody's own telephone is read aloud."""

CONTACT = re.compile(r"contact_\d(?:_\w+)?")
COLUMNS = {slug: column for column, slugs in NAMES.items() for slug in slugs.split()}
NEEDED = {"day": "the day", "time": "the time", "name": "the name"}
FIRST = 10
"""Rows among which the header is looked for: some sheets have a title above it."""

MOST_NAMED = 20
"""Unknown columns that a report names."""


@dataclass(frozen=True, slots=True)
class Header:
    """Which cells of a row hold what. `number` is the header's own row."""

    number: int
    columns: dict[str, tuple[int, ...]]
    unknown: tuple[str, ...]

    def cell(self, cells: Sequence[str], column: str) -> str:
        """The first that holds something of the columns with this meaning."""
        for at in self.columns.get(column, ()):
            if at < len(cells) and cells[at]:
                return cells[at]
        return ""

    def cells(self, cells: Sequence[str], column: str) -> list[str]:
        """All that hold something: there may be several columns of types."""
        at = self.columns.get(column, ())
        return [cells[each] for each in at if each < len(cells) and cells[each]]


def slug(name: str) -> str:
    """ "End Time" -> "end_time", "Full Address:" -> "full_address"."""
    return re.sub(r"[^a-z0-9]+", "_", plain(name[:80])).strip("_")


def find_header(rows: Iterable[tuple[int, list[str]]]) -> Header:
    """The header among the first rows. Raises Unreadable, naming the columns that are missing."""
    found = [_header(*row) for _, row in zip(range(FIRST), rows, strict=False)]
    if not found:
        raise Unreadable("is empty: its first row must name the columns")
    best = max(found, key=lambda header: (_needed(header), len(header.columns)))
    missing = [what for column, what in NEEDED.items() if column not in best.columns]
    if len(missing) == len(NEEDED):
        raise Unreadable("has no row that names its columns, such as Day, Time, Name and Address")
    if missing:
        raise Unreadable(
            f"has no column for {' and none for '.join(missing)}: name the columns Day, Time and "
            "Name in the first row"
        )
    return best


def _header(number: int, cells: list[str]) -> Header:
    columns: dict[str, tuple[int, ...]] = {}
    unknown = []
    for at, name in enumerate(cells):
        written = slug(name)
        if column := COLUMNS.get(written):
            columns[column] = (*columns.get(column, ()), at)
        elif name and written not in IGNORED and not CONTACT.fullmatch(written):
            unknown.append(" ".join(name.split())[:40])
    return Header(number, columns, tuple(unknown[:MOST_NAMED]))


def _needed(header: Header) -> int:
    return len(NEEDED.keys() & header.columns.keys())
