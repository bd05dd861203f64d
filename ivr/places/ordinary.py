"""Words of which no misheard town's name is made, in the line's languages."""

from ivr.places.words import listed

ORDINARY = frozenset(
    listed("""
    one two three four five six seven eight nine alright okay ok right wrong yes no
    on up out telephone alone coffee course hell suburbs neighborhood station gas of
    ability able about addict addicted addiction afternoon again already alcoholic alcoholics always
    amazing angry annoying anonymous answer anybody anymore anyone anything anywhere apartment
    ask asking awake awful bad basic beautiful because bed before begin beginning believe better
    brother bus bye call called caller calling cancel cannot cant car care cause change child
    children choose city clean closed code come coming computer could couldnt crazy crying dad
    daughter day days dead dear detox die different doctor doesnt doing done dont down drink
    drinking drive driving drug drugs drunk early easy else emergency end english evening every
    everybody everyone everything everywhere exactly excuse family father feel feeling fellowship
    find finding fine finish finished first forget forgot forward french friend friends fuck
    fucking funny glad goes going gone gonna good goodbye goodnight got great group guess guys had
    hang happy has hate have havent hear heard hearing hello help helpline here hers hey hi high
    him his hold home homeless hotel hour hours house how hows huh hungry hurry hurt husband idea
    idiot if information isnt job joke just keep kidding kids kill know language last late later
    leave let life like line list listen listening literature little live living lonely long look
    looking lost loud louder love machine mad make man many married maybe mean meet meeting
    meetings menu message mine minute mobile moment monday money month more morning mother move
    music my myself name named narcotics need needle never next nice night nobody none noon nope
    not nothing now nowhere number numbers off office often old online only open operator option
    other our outside own pain parents parking people person phone pizza play please police pound
    press pressed pressing problem program push question quickly quiet quit quitting reading
    ready really recording recover recovering recovery regular relapse relapsed repeat
    ride robot said same saturday say saying schedule second seconds sex she shit should shut sick
    sister skip sleep slow slower slowly smoke sober someone something somewhere son soon sorry
    speak speaking speech sponsor star start starting stay step steps still stop street struggling
    stupid sunday sure talk talking tell ten thank thanks that thats their them then there these
    they thing things think thinking this thursday tired today together told tomorrow tonight
    town treatment trouble true trying tuesday turn two type understand until use using vodka
    volunteer wait waiting walk wanna want was wasnt watch weather wednesday week weekend well
    went were what whatever whats when where wheres which who whole whos why wife will wine wish
    without woman women womens wont work working world would wouldnt wrong yeah year years yep
    yesterday your yours yourself zero zoom

    abierta abierto adicto adios ahora algo alguien anterior aqui ayer ayuda buenas buenos cada casa
    cerrada cero como conozco cual cualquier cuando cuanto decir dias dice digo donde encuentro
    entiendo espanol espera espere esta estas gracias gratis gusta hablar hace hacer hija hijo hora
    hoy ingles llamada llamar llamo manana marque mas momento mucho nada nadie ninguna ninguno noche
    nombre nuevo numero nunca ocupado otra otro parece perdido perdon porque primera puedo quien
    quiere repetir saber salir senor senora siguiente solo tampoco tarde tardes telefono tengo
    tiempo todo trabajo usted vale volver

    accueil adieu aide appel attendre attendez aujourdhui autre avec avoir beaucoup bien bonsoir
    chez choisir cinq combien comment compris demain entendre entends espagnol faire fatigue
    francais heure ici jamais jour jours maintenant maison mere merci minute moi numero
    ouvert pardon parler personne peux pourquoi premier premiere prochain prochaine quand quelle
    quelque quelquun quoi reponse rien sais seconde semaine soir suivant suivante tard telephone
    temps toujours touche tous tout toute travail trop veux voiture vouloir
    """)
)
"""Not those that recognisers write for a part of a name ("you tica", "po keep see", "all bunny"),
nor those of many towns, such as "hope", "white" and "new"."""

NO_NAME = frozenset(
    listed("""
    alcohol beach church coast cocaine country downtown east heroin hope hospital island lake long
    meth mountain mountains north river rock shore south sunshine uptown valley weed west white
    """)
)
"""Words that a part of a town's name may be, and that are no town by themselves."""
