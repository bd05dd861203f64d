"""Each pattern that lists are full of, with made-up examples, as a caller hears it."""

import pytest

from ivr.schedule.spoken import cut, spelled, spoken, spoken_name

SAINTS_AND_STREETS = [
    ("22nd St", "22nd Street"),
    ("St. Oswin's", "Saint Oswin's"),
    ("St. Mary's St.", "Saint Mary's Street"),
    ("Hall of St. Lukes", "Hall of Saint Lukes"),
    ("Use Church St. entrance", "Use Church Street entrance"),
    ("corner of 9 St & 8 Ave", "corner of 9 Street and 8 Avenue"),
    ("St.Jude Chapel", "Saint Jude Chapel"),
    ("Fern and Moss Sts", "Fern and Moss Streets"),
    ("Dr. Ames Room", "Doctor Ames Room"),
    ("at 4 Heron Dr", "at 4 Heron Drive"),
    ("Mt. Larch Chapel", "Mount Larch Chapel"),
    ("Park Av. Enter at rear", "Park Avenue. Enter at rear"),
]
SHORT_FORMS = [
    ("Btwn E 9th St & Finch", "between East 9th Street and Finch"),
    ("bet. Oak and Elm Aves", "between Oak and Elm Avenues"),
    ("Comm. Ctr., Rm.#7", "Community Center, Room 7"),
    ("Otter Bldg, 2nd Fl", "Otter Building, 2nd Floor"),
    ("Fl 3, Ste 20", "Floor 3, Suite 20"),
    ("Larch Hwy & Fox Pkwy near Elk Tpke", "Larch Highway and Fox Parkway near Elk Turnpike"),
    ("Old Presbyterian Ch", "Old Presbyterian Church"),
    ("Ch. of the Dunes", "Church of the Dunes"),
    ("Elk Hosp. Grp Mtg.", "Elk Hospital Group Meeting"),
    ("Rt. 12 and Rte 9", "Route 12 and Route 9"),
    ("Bway and Gull Blvd", "Broadway and Gull Boulevard"),
    ("Speaker 3rd Wed.", "Speaker 3rd Wednesday"),
    ("S.E.S. Hall", "S E S Hall"),
    ("behind Fr. Otter Hall", "behind Father Otter Hall"),
    ("Tues, Thurs and Sat", "Tuesday, Thursday and Saturday"),
    ("1st Sun, in the Sun Room", "1st Sunday, in the Sun Room"),
    ("Mon-Fri", "Monday to Friday"),
    ("Lunch w/ coffee w/o sugar", "Lunch with coffee without sugar"),
    ("use S. door", "use South door"),
    ("a talk by W. Edwards", "a talk by W. Edwards"),
    ("bring 2 friend(s)", "bring 2 friends"),
    ("stay 6 ft apart for 5 min.", "stay 6 feet apart for 5 minutes"),
    ("Otter UMC", "Otter United Methodist Church"),
    ("Otter AME Zion, YMCA, VFW Post", "Otter A M E Zion, Y M C A, V F W Post"),
    ("NW corner of the lot", "Northwest corner of the lot"),
]
ACRONYMS = [
    ("NA and AA and A.A.", "N A and A A and A A"),
    ("GSO, H&I and JFT", "G S O, H and I and Just for Today"),
    ("ODAAT 12x12", "One Day at a Time twelve and twelve"),
    ("12 & 12 study", "twelve and twelve study"),
    ("open 24/7", "open twenty-four seven"),
    ("11th Step", "11th Step"),
    ("11TH STEP", "11th Step"),
    ("ZOOM room, PLEASE knock", "Zoom room, Please knock"),
    ("RING THE BELL", "Ring The Bell"),
    ("XKCD hall", "X K C D hall"),
    ("Step II", "Step two"),
]
SIGNS = [
    ("Tea & cake", "Tea and cake"),
    ("Tea &amp;amp; cake", "Tea and cake"),
    ("bldg/behind", "Building, behind"),
    ("speaker/discussion", "speaker or discussion"),
    ("Route 12/34", "Route 12, 34"),
    ("noon @ Fox Court", "noon at Fox Court"),
    ("@9th Ave", "at 9th Avenue"),
    ("*** NEW *** room!!!", "new, room"),
    ("Masks!!! No pets", "Masks. No pets"),
    ("press *6 then #", "press star 6 then pound"),
    ("group #12", "group number 12"),
    ("Hall(rear)", "Hall, rear"),
    ("Lobby\n\tUse the stairs", "Lobby. Use the stairs"),
    ("“Quiet”  room – rear…", "Quiet room, rear"),
    ("\u202ahall\u202c\u00a0two\u200b 🧘", "hall two"),
    ("<p>Ring <b>bell</b><br/>Wait</p>", "Ring bell. Wait"),
    ("&lt;b&gt;Ring&lt;/b&gt;", "Ring"),
    ("Label#@-@#the value", "the value"),
    ("Dunes, PA 99999", "Dunes, Pennsylvania"),
    ("9 Elk Ave W, Dunes, PA 99999, USA", "9 Elk Avenue West, Dunes, Pennsylvania"),
    ("Dunes, PA 99999, Elk Room", "Dunes, Pennsylvania, Elk Room"),
    ("Español", "Español"),
    ("", ""),
    ("***", ""),
]
LINKS = [
    ("Ring bell. Visit https://example.org/a?b=c#d", "Ring bell"),
    ("see www.example.org for maps", "for maps"),
    ("For more information email info@example.org", ""),
    ("Bring cake. Email: some.body@example.org", "Bring cake"),
    ("example.org/meet", ""),
]
NUMBERS = [
    ("7:05 pm", "7:05 PM"),
    ("8PM or 8:00 a.m.", "8 PM or 8 AM"),
    ("@ 2 pm", "at 2 PM"),
    ("1:30-3:00", "1:30 to 3:00"),
    ("10AM-11AM", "10 AM to 11 AM"),
    ("6-7:30 pm", "6 to 7:30 PM"),
    ("15-20 minutes", "15 to 20 minutes"),
    ("pages 60-63", "pages 60 to 63"),
    ("Steps 1-2-3", "Steps 1-2-3"),
    ("Steps 1,2,3", "Steps 1, 2, 3"),
    ("between 945 & 1030AM", "between 945 and 10:30 AM"),
    ("8:30 PM ET", "8:30 PM Eastern time"),
    ("from 9/28", "from September 28"),
    ("6/19/15-8/28/15", "June 19, 2015 to August 28, 2015"),
    ("1/2 block", "one half block"),
    ("Steps 6/7", "Steps 6, 7"),
    ("call 212-555-0134", "call 2 1 2, 5 5 5, 0 1 3 4"),
    ("call +1 (212) 555-0134 x12", "call 2 1 2, 5 5 5, 0 1 3 4, extension 1 2"),
    (
        "Meeting ID: 123 4567 8901 Passcode: 0042",
        "Meeting I D: 1 2 3, 4 5 6 7, 8 9 0 1, Passcode: 0 0 4 2",
    ),
    ("PW: 12345678#", "Password: 1 2 3, 4 5 6, 7 8"),
    ("Password: fox42", "Password: F, O, X, 4, 2"),
    ("Passcode: ODAT", "Passcode: O, D, A, T"),
    ("Zoom ID: 123456\npasscode:\n\nWheelchair", "Zoom I D: 1 2 3, 4 5 6. Wheelchair"),
]


@pytest.mark.parametrize(
    ("written", "said"),
    SAINTS_AND_STREETS + SHORT_FORMS + ACRONYMS + SIGNS + LINKS + NUMBERS,
)
def test_text_as_said(written: str, said: str) -> None:
    assert spoken(written, "en") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("30000001 Otters AFG", "Otters Al-Anon Family Group"),
        ("1234 Otters", "Otters"),
        ("2020 Vision", "2020 Vision"),
        ("30000001 123 Steps", "123 Steps"),
        ("Otters (ONLINE)", "Otters"),
        ("Otters *** ONLINE ONLY", "Otters"),
        ("St. Jude’s Group (VM)", "Saint Jude's Group"),
        ("Otters - 8:15pm Eastern - Online", "Otters"),
        (
            "Dunes, SC - 2nd Thursdays 2pm Eastern - In-Person",
            "Dunes, South Carolina, 2nd Thursdays",
        ),
        ("Otters (8pm Central European Time)", "Otters"),
        ("Saturday 7pm", "Saturday 7 PM"),
        ("Otters (D12 / GSO #123456)", "Otters"),
        ("OTTERS DO RECOVER!!!", "Otters Do Recover"),
        ("Why Are We Here?", "Why Are We Here?"),
        ("Serenity @ Dawn", "Serenity at Dawn"),
        ("Otters Zoom", "Otters Zoom"),
        ("(ONLINE)", "Online"),
        ("N Larch Discussion", "North Larch Discussion"),
        ("Sicker&nbsp;Than Most", "Sicker Than Most"),
        ("https://example.org", "https example org"),
        ("<b>", "b"),
        ("!!!", ""),
    ],
)
def test_name_as_said(written: str, said: str) -> None:
    assert spoken_name(written, "en") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("abierto 24/7", "abierto veinticuatro siete"),
        ("C/ Nutria 5, esq. Av. Zorro", "calle Nutria 5, esquina Avenida Zorro"),
        ("Salón #7 & cocina", "Salón 7 y cocina"),
        ("Lun-Vie 8pm", "lunes a viernes 8 de la noche"),
        ("los Lun. 7:05 AM", "los lunes 7:05 de la mañana"),
        ("12 pm", "12 del mediodía"),
        ("desde 28/9", "desde 28 de septiembre"),
        ("ID: 812 345 6789 Clave: 1122", "I D: 8 1 2, 3 4 5, 6 7 8 9, Clave: 1 1 2 2"),
        ("SOLO POR HOY", "Solo Por Hoy"),
        ("2º piso, ¿dónde?", "segundo piso, dónde?"),
        ("Libro 12 & 12", "Libro doce y doce"),
    ],
)
def test_spanish_list_in_spanish(written: str, said: str) -> None:
    assert spoken(written, "es") == said
    assert spoken(written, "es-MX") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("19h30", "19 heures 30"),
        ("de 19:00 à 20:30", "de 19 heures à 20 heures 30"),
        ("19H05-21h", "19 heures 5 à vingt et une heures"),
        ("1h", "une heure"),
        ("7:30 pm", "19 heures 30"),
        ("12 pm", "12 heures"),
        ("2e étage", "deuxième étage"),
        ("1er ét., app. 4", "premier étage, appartement 4"),
        ("salle #7 & cuisine", "salle 7 et cuisine"),
        ("église St-Loutre, bd. Ste-Otarie", "église Saint-Loutre, boulevard Sainte-Otarie"),
        ("ÉGLISE NOTRE-DAME", "Église Notre-Dame"),
        ("HÔTEL DE VILLE", "Hôtel De Ville"),
        ("NA du CLSC", "N A du C L S C"),
        ("lun.-ven.", "lundi à vendredi"),
        ("sam. 12/03", "samedi 12 mars"),
        ("Code d'accès: 1234", "Code d'accès: 1 2 3 4"),
        ("ID de réunion : 812 345 6789", "I D de la réunion: 8 1 2, 3 4 5, 6 7 8 9"),
        ("ouvert 24h/24, 7j/7", "ouvert vingt-quatre heures sur vingt-quatre, sept jours sur sept"),
        ("voir le site www.example.fr", ""),
        ("entrée côté O.", "entrée côté Ouest"),
        ("porte no 3, SVP sonner", "porte numéro 3, s'il vous plaît sonner"),
        ("10 min. à pied", "10 minutes à pied"),
        ("C'EST L'HEURE", "C'est L'heure"),
        ("Jean XXIII", "Jean vingt-trois"),
    ],
)
def test_french_list_in_french(written: str, said: str) -> None:
    assert spoken(written, "fr") == said
    assert spoken(said, "fr-CA") == said


def test_a_french_name_without_its_time() -> None:
    assert spoken_name("Groupe Espoir 19h30 heure de Paris (en ligne)", "fr") == "Groupe Espoir"
    assert spelled("l'Église", "fr") == "L, apostrophe, É, G, L, I, S, E"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("for GR's only", "for G R's only"),
        ("Capacity limit50. Room B2", "Capacity limit 50. Room B2"),
        ("Language: Georgian, ფორმატი: მინი", "Language: Georgian"),
        ("День", "День"),  # nothing else is there
    ],
)
def test_found_in_real_lists(written: str, said: str) -> None:
    assert spoken(written, "en") == said


def test_language_without_a_table_is_only_cleaned() -> None:
    assert spoken("Ночь &amp; <b>день</b> St. #5 https://example.org", "ru") == "Ночь, день St. 5"
    assert spoken("Rm 5", "../en") == "Rm 5"
    assert spoken("Rm 5", "") == "Rm 5"


def test_street_spelled() -> None:
    assert spelled("Burt", "en") == "B, U, R, T"
    assert spelled("O'Neil-12", "en") == "O, apostrophe, N, E, I, L, dash, 1, 2"
    assert spelled("Ñu 4", "es") == "Ñ, U. 4"
    assert spelled("!", "en") == ""


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        ("One two. Three four.", 9, "One two. Three four"),
        ("One two. Three four five", 4, "One two"),
        ("One two, three four five", 4, "One two"),
        ("One two three", 2, "One two"),
        ("Ask Bill W. first of all now", 4, "Ask Bill W. first"),
        ("Who? Me, you and all", 3, "Who?"),
        ("One", 0, ""),
        ("", 5, ""),
    ],
)
def test_text_cut(text: str, words: int, kept: str) -> None:
    assert cut(text, words) == kept
