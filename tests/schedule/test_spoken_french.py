"""Ordinary French that must come through as it is written, and what the tables must mend."""

import pytest

from ivr.schedule.spoken import spoken, spoken_name, spoken_street

# Common words, those first that look like a short form, a day, a state or an acronym.
WORDS = """
tel telle tels bat battre hop app esc sal sale imp stat stature pers perso mer mar mars jeu jeux
ven vend sam dim lune avril avoir sept oct novembre pas passe passé par part pour pire pris prix
mal male malgré gale gai gain mais mai main mon mont monte moi mois mot mou mur mai nom non nous
nu nuit né ne ni nid neuf on or ou où os oui en es est et été eux eu ère est-ce à as ai ah au aux
all aller avec avenir avis an ans ami amie âme ça car cas ce ces ceci cela celui chez choix ci clé
clef cœur corps cours court cri croix dans de des dès deux dix dit dire dieu doux droit du dur eau
école elle encore enfin espoir esprit être face fac faim faire fait femme fer feu fin foi fois fou
fort frais grand gros haut heure hier homme hors ici il ils île jamais je joie jour juste la là lac
las le les leur libre lieu lit loin loi long lui lune ma matin même merci mes midi mieux mère monde
nos notre nouveau or ouvert paix pain parole peine père petit peu peur pic pied place plein pluie
plus point pont porte pose premier près prêt que qui quoi rez rien roi rose route rue sa sac sage
saint salle sans santé se sel selon ses seul si six soi soif soir sol son sort sous sud suis sur ta
tard temps terre tes tête toi ton tôt toujours tous tout très trop tu un une va vent vers vie vin
vite vivre voie voix vol vos votre vous vrai vu yeux y
""".split()  # noqa: SIM905 - as people read them


@pytest.mark.parametrize("word", sorted(set(WORDS)))
def test_a_french_word_stays(word: str) -> None:
    assert spoken(word, "fr") == word
    assert spoken(f"Viens {word} que tu es", "fr") == f"Viens {word} que tu es"


@pytest.mark.parametrize("word", ["jeu", "mer", "sept", "vol", "mai", "lune", "pas", "tout"])
def test_a_full_stop_behind_a_word_ends_its_sentence(word: str) -> None:
    assert spoken(f"C'est {word}. Elle vient", "fr") == f"C'est {word}. Elle vient"
    assert spoken(f"C'est {word}.", "fr") == f"C'est {word}"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Viens tel que tu es", "Viens tel que tu es"),
        ("Tel 514 555 0134", "téléphone 5 1 4, 5 5 5, 0 1 3 4"),
        ("PAS MAL DE GENS", "Pas Mal De Gens"),
        ("rue du Mal Foch", "rue du Maréchal Foch"),
        ("Face à la mer. Entrée à gauche", "Face à la mer. Entrée à gauche"),
        ("Ouvert mer. et sam.", "Ouvert mercredi et samedi"),
        ("Bat. 3, esc B, app 12", "bâtiment 3, esc B, appartement 12"),
        ("Bat A", "bâtiment A"),
        ("Soyez là 1/2 heure avant", "Soyez là une demi-heure avant"),
        ("1 1/2 heure", "une heure et demie"),
        ("n°5", "numéro 5"),
        ("Étape XI", "Étape onze"),
        ("rue du Cdt. Rivière", "rue du Commandant Rivière"),
        ("450 rue du Lac, Montréal, QC H2X 1Y4", "450 rue du Lac, Montréal, Québec"),
        ("Notes : sonner", "sonner"),
    ],
)
def test_french_as_said(written: str, said: str) -> None:
    assert spoken(written, "fr") == said
    assert spoken(said, "fr") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Grand Rapids (MI)", "Grand Rapids, Michigan"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("Notes: ring the bell", "ring the bell"),
        ("Notes:", ""),
        ("Take notes: it helps", "Take notes: it helps"),
    ],
)
def test_english_beside_it(written: str, said: str) -> None:
    assert spoken(written, "en") == said
    assert spoken(said, "en") == said


def test_a_numbered_street_behind_its_compass() -> None:
    assert spoken_street("311 W. 80 Terrace", "en") == "311 West 80 Terrace"
    assert spoken_street("'s-Hertogenbosch", "en") == "'s-Hertogenbosch"


def test_a_code_in_a_name_goes() -> None:
    assert spoken_name("Serenity (P3) (MEN ONLY)", "en") == "Serenity, men Only"
