### Ce que lisent les responsables. Des mots simples, pour des bénévoles ; les mêmes noms que dans en.ftl.

## Partout

console = La ligne de réunions
skip = Aller à la page
nav = Pages
language = Langue
sign-out = Se déconnecter
error-title = Erreur :
to-the-console = Vers la console

nav-now = La ligne en ce moment

lasting-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
lasting-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
lasting-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
lasting-seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
}

## Se connecter

sign-in = Se connecter
your-name = Votre nom
password = Mot de passe
code = Code de votre application d’authentification
code-hint = Six chiffres. Laissez vide si vous ne l’avez pas activée.
sign-in-no = Ce nom, ce mot de passe et le code, si vous en utilisez un, ne vont pas ensemble. Réessayez, ou demandez de l’aide à un autre responsable.
sign-in-code = Votre compte demande aussi un code. Tapez encore une fois votre mot de passe, et les six chiffres que votre application montre maintenant.
sign-in-wait = { $minutes ->
    [1] Trop d’essais. Attendez une minute et réessayez.
   *[other] Trop d’essais. Attendez { $minutes } minutes et réessayez.
}
sign-in-again = Le formulaire était trop ancien. Connectez-vous encore une fois. Votre navigateur doit accepter les cookies de cette page.

## Ce qui ne peut pas être

signed-out-title = Personne n’est connecté
signed-out = Votre session est finie, ou vous n’êtes pas connecté. Rien n’a été changé : connectez-vous et recommencez.
session-over-title = Votre session est finie
session-over = Votre compte a été changé ou supprimé. Vous avez donc été déconnecté, et ce que vous venez de faire n’a pas été fait. Connectez-vous de nouveau ; si cela ne marche pas, demandez à un autre responsable.
not-operator-title = Seulement pour les responsables
not-operator = Ces pages sont pour les responsables de la ligne. Si vous devez en être, demandez à un responsable.
other-site-title = Cela venait d’ailleurs
other-site = Le formulaire n’a pas été envoyé depuis une page de cette ligne. Rien n’a donc été changé. Ouvrez la console et faites-le là.
form-old-title = Le formulaire était trop ancien
form-old = Le formulaire n’est pas de cette session. Rien n’a donc été changé. Ouvrez de nouveau la page et recommencez.
form-used = Ce formulaire a déjà servi, et ce qu’il a fait n’est montré qu’une fois. Rien n’a été changé cette fois : ouvrez de nouveau la page.
too-large-title = C’est trop grand
too-large = On ne peut pas envoyer plus de { $kilobytes } kilooctets ici. Rien n’a été changé : envoyez quelque chose de plus court.
redis-away-title = La mémoire de la ligne est absente
redis-away = La mémoire de la ligne (Redis) ne répond pas en ce moment, et la console ne peut pas marcher. On répond aux appels comme avant. Réessayez dans une minute et, si cela dure, prévenez la personne qui gère le serveur.
not-found-title = Cette page n’existe pas
not-found = Il n’y a rien à cette adresse. La page a peut-être été déplacée, ou ce qu’elle montrait a été supprimé.
unreadable-title = Cela n’a pas pu être lu
unreadable = Votre navigateur a envoyé quelque chose d’illisible. Rien n’a été changé : ouvrez de nouveau la page.
failed-title = Cela n’a pas marché
failed = La page a échoué, et le journal de la ligne dit où. On répond aux appels comme avant. Si cela se reproduit, prévenez la personne qui gère le serveur.
refused-title = Cela n’a pas pu être fait
uncopied-title = C’est fait, mais sans copie

reason-short = Un mot de passe doit avoir { $count } caractères ou plus. Trois mots que personne ne devinerait en font un bon.
reason-unseen = Un mot de passe ne peut avoir que des caractères visibles et des espaces.
reason-of-name = Un mot de passe ne doit pas être fait du nom. Choisissez-en un autre.
reason-obvious = Ce mot de passe est parmi les premiers que des inconnus essaient. Choisissez-en un autre.
reason-name = Un nom doit être une ligne de 1 à { $count } caractères.
reason-number = Aucun numéro de téléphone ne peut être écrit ici. Enlevez-le.
reason-letter = Un nom doit avoir une lettre, pour ne pas être pris pour un numéro.
reason-taken = Il y a déjà une personne nommée { $name }. Choisissez un autre nom.
reason-last = { $name } est le dernier responsable qui peut se connecter. Ajoutez-en d’abord un autre.
reason-gone = Cette personne n’est plus là : quelqu’un l’a supprimée entre-temps.
reason-full = Les 900 numéros sont tous pris. Supprimez d’abord quelqu’un.
reason-role = Une personne doit être responsable, animer, ou les deux.
reason-signs-in-nowhere = { $name } ne se connecte pas ici.
reason-release = Ce que la ligne garde ne peut pas être lu. Prévenez la personne qui gère le serveur : le journal en dit plus.
reason-no-version = Il n’y a pas de version { $version } de cette phrase. Ouvrez de nouveau la page.
reason-heard-already = On entend déjà la version { $version }.
reason-nothing-heard = On n’entend aucun enregistrement de cette phrase.
reason-not-old = L’enregistrement n’est pas périmé.
reason-lost = Le dépôt des enregistrements a perdu celui-ci. Enregistrez-le de nouveau, ou prévenez la personne qui gère le serveur.
reason-withdrawn = L’annonce a été retirée. Enregistrez-la de nouveau.
reason-no-announcement = Cette annonce n’est pas là.
reason-when-over = C’est déjà passé : mettez la fin plus tard que maintenant.
reason-when-turned = La fin est avant le début : mettez-la plus tard.
reason-when-long = Une annonce est entendue { $days } jours au plus : mettez une fin plus proche, et publiez-la de nouveau à ce moment-là.
reason-note = Une note doit être une ligne de { $count } caractères au plus.
reason-row = Un nom court ne doit avoir que des petites lettres, quelques chiffres et des traits d’union.
reason-row-letters = Ce nom n’a aucune lettre de a à z : écrivez aussi un nom court pour le planning.
reason-row-number = Un nom court dans le fichier des animateurs contient un numéro de téléphone. Il faut le changer là-bas.
reason-row-taken = Il y a déjà un animateur { $row }. Choisissez un autre nom court.
reason-no-operator = Aucun responsable n’a ce numéro ou ce nom.
reason-leads-already = { $name } anime déjà sous le nom { $row }.
reason-help-meanwhile = { $who } a changé cela entre-temps. Rien de ce que vous avez écrit n’a été pris : voici ce qu’il en est maintenant.
reason-help-number = Ce n’est pas un numéro de téléphone entier pour ce pays ({ $country }) : écrivez-le avec son indicatif.
reason-help-abroad = La ligne n’appelle une ligne d’aide que dans son propre pays. Pour un autre pays, demandez à la personne qui gère le serveur.
reason-help-costly = Ce numéro coûte plus cher que d’autres, et la ligne ne l’appelle pas. Choisissez-en un autre.
reason-help-itself = C’est un numéro de cette ligne : elle s’appellerait elle-même. Choisissez-en un autre.
reason-help-words = Écrivez une ligne de { $count } caractères au plus, avec des mots ou des chiffres et sans accolades.
reason-help-twice = La phrase dit déjà « { $word } » juste avant vos mots. Enlevez-le, et commencez par qui appeler.
reason-rota-unread = Le planning n’a pas encore été lu. Réessayez dans une minute.
reason-hour-gone = Cette réunion est finie, ou n’a plus lieu. Ouvrez de nouveau la semaine.
reason-hour-other = C’est { $name } qui anime cette heure maintenant.
reason-hour-taken = { $name } a été plus rapide et anime cette heure maintenant.
reason-hour-meanwhile = Quelqu’un d’autre a changé cette heure entre-temps. Rien de ce que vous avez fait n’a été pris : la page montre ce qu’il en est maintenant.
reason-leads-later = { $name } peut animer à partir du { $date }. Choisissez quelqu’un d’autre, ou un jour plus tard.
reason-leads-elsewhere = { $name } anime { $title } à ce moment-là. Choisissez quelqu’un d’autre.
reason-leader-removed = { $name } n’anime plus. Faites d’abord revenir cette personne.
reason-leader-unknown = Cette personne n’est pas parmi celles qui peuvent animer. Choisissez quelqu’un d’autre.
reason-row-day = Choisissez un jour, ou écrivez une date comme 2026-05-31.
reason-row-past = Cette date est passée. Choisissez-en une à venir.
reason-row-time = Écrivez les heures et les minutes, comme 08:00.
reason-row-title = Écrivez le nom de la réunion, en une ligne de { $count } caractères au plus.
reason-row-format = Choisissez l’un des genres.
reason-row-access = Choisissez ouverte ou fermée.
reason-row-language = Choisissez l’une des langues.
reason-row-room = Utilisez des lettres de a à z, des chiffres et des traits d’union, comme women.
reason-row-speaking = Choisissez comment la réunion commence.
reason-row-leader = Cette personne n’est pas parmi celles qui peuvent animer. Choisissez quelqu’un d’autre.
reason-row-meanwhile = Quelqu’un d’autre a changé cette ligne entre-temps, et rien de ce que vous avez écrit n’a été enregistré. Vos mots sont encore là : ouvrez la ligne dans une autre fenêtre pour voir les siens, ou enregistrez les vôtres à la place.
reason-row-stays = Quelqu’un d’autre a changé cette ligne entre-temps, et elle n’a donc pas été supprimée. La voici telle qu’elle est maintenant.
reason-row-gone = Cette ligne n’est déjà plus là.
reason-rows-full = Il y a autant de lignes qu’il peut y en avoir. Supprimez-en d’abord.
reason-hours-meet = { $title } est dans cette salle à ce moment-là. Choisissez une autre heure ou une autre salle.
reason-rings = Écrivez des heures comme 08:00-22:00 ou 22:00-06:00, ou always (toujours).
reason-phone = Ce n’est pas un numéro de téléphone. Écrivez-le en entier, avec son indicatif.
reason-no-copy = C’est fait et cela compte, mais aucune copie n’a été gardée. Prévenez la personne qui gère le serveur : le journal dit pourquoi.
reason-store = Le dépôt des enregistrements ne répond pas en ce moment. Réessayez dans une minute et, si cela dure, prévenez la personne qui gère le serveur.
reason-other = Cela ne peut pas se faire en ce moment. Prévenez la personne qui gère le serveur : le journal dit pourquoi.

## Mots de plusieurs pages

nav-flow = L’appel
nav-rota = La semaine
nav-sources = Listes de réunions
nav-operators = Responsables
nav-account = Votre compte

never = jamais
yes = oui
no = non
on = activé
off = désactivé
save = Enregistrer

problems = Ce qui n’a pas pu servir
problem-row = Ligne
problem-field = Quoi
problem-done = Ce qui a été fait
problems-more = { $count ->
    [1] Et 1 de plus.
   *[other] Et { $count } de plus.
}

## La ligne en ce moment

missing-lists = Il n’y a encore aucune liste de réunions, et on n’entend donc aucune réunion. Prévenez la personne qui gère le serveur.
missing-rota = Il n’y a encore aucun planning, et on n’entre donc dans aucune réunion. Prévenez la personne qui gère le serveur.
missing-recordings = Les nouveaux enregistrements ne peuvent pas être cherchés. On entend ceux d’avant. Prévenez la personne qui gère le serveur.
missing-redis = La mémoire de la ligne ne répond pas. On entend les dernières bonnes listes. Si cela dure, prévenez la personne qui gère le serveur.
missing-forgetting = Aucun appel n’est oublié à la compagnie de téléphone tant que la mémoire de la ligne n’est pas revenue.

now-no-worker = Ceci ne se fait pas : { $queues }. Prévenez la personne qui gère le serveur :
now-no-cron = Les nouvelles listes et les nouveaux plannings n’arrivent pas. Prévenez la personne qui gère le serveur :
now-held = Depuis { $when }, aucun appel n’est effacé à la compagnie de téléphone, parce que quelqu’un l’a voulu. Cela reste ainsi jusqu’à ce que la personne qui gère le serveur le lève.
now-budget-day = { $percent } % du budget d’aujourd’hui sont dépensés : { $spent } sur { $budget }. Personne n’est refusé pour cela.
now-budget-month = { $percent } % du budget de ce mois sont dépensés : { $spent } sur { $budget }. Personne n’est refusé pour cela.

now-meeting = La réunion
now-until = Elle dure jusqu’à { $end }.
now-led = Elle est animée par { $name }.
now-no-meeting = Il n’y a pas de réunion en ce moment. On entend les prochaines.
now-following = Ensuite : { $title }, { $when }.
now-to-rota = Voir toute la semaine

now-calls = Appels
now-going-on = Appels qui ne sont pas finis
now-going-on-hint = Pour autant que la ligne l’ait su. Un appel dont personne n’a dit la fin compte pendant cinq heures au plus.
now-no-calls = Cette ligne ne note pas les appels, et personne ne sait donc combien il y en a. La personne qui gère le serveur peut les faire noter, puis oublier.
now-in-rooms = Personnes dans les salles
now-in-rooms-hint = Pour autant que la compagnie de téléphone l’ait dit à la ligne. Qui elles sont, personne ne le sait ici.
now-no-rooms = On ne sait pas en ce moment combien de personnes sont dans les salles.

now-heard = Ce que l’on peut entendre
now-meetings = Réunions dans les listes
now-snapshot = Depuis leur dernier changement
now-announcements = Annonces entendues maintenant
now-announcement = En { $language }, jusqu’à { $end }.
now-to-sources = Voir les listes

now-machine = Derrière
now-memory = La mémoire de la ligne
now-answers = répond
now-away = ne marche pas
now-cron = Depuis le dernier travail régulier
now-jobs = { $count ->
    [0] rien n’attend
    [1] 1 tâche attend
   *[other] { $count } tâches attendent
}
now-unserved = { $count ->
    [0] ne marche pas
    [1] ne marche pas, 1 tâche attend
   *[other] ne marche pas, { $count } tâches attendent
}
queue-room = Salles de réunion
queue-erase = Oubli des appels
queue-schedule = Lecture des listes
queue-audio = Enregistrements

now-forgetting = Oubli des appels
now-noted = Appels notés
now-waiting = Finis, et pas encore effacés
now-oldest = Le plus ancien attend depuis
now-erased = Effacés à la compagnie de téléphone
now-deleted = Parmi eux, cherchés de nouveau
now-proven = Dont il est prouvé qu’ils ne sont plus là
now-refused = Refus de la compagnie de téléphone
now-swept = Depuis que sa liste a été parcourue
now-paused = La compagnie de téléphone répondait mal, et on la laisse tranquille un moment.
now-no-forgetting = Les appels ne sont pas oubliés à la compagnie de téléphone. Dites à la personne qui gère le serveur qu’il manque ceci :

## L’appel en image

flow-what = Chaque case est un endroit d’un appel. Elle montre sur quelles touches on peut y appuyer, et où elles mènent. Les touches qui font presque partout la même chose ne sont que dans la première case. Choisissez une case pour voir ses phrases.
flow-callers = Où chacun peut arriver
flow-operators = Ce qu’ouvre un code PIN
flow-table = La même chose en tableau
flow-node = Endroit de l’appel
flow-leads = Touches, et où elles mènent
flow-sentences = Phrases
flow-prompts-of = Phrases de : { $node }
flow-count = { $count ->
    [one] { $count } phrase
   *[other] { $count } phrases
}
flow-none = aucune à elle
flow-stays = reste ici
flow-nowhere = nulle part : cela continue à côté de l’appel
any-key = une touche
exit-silence = silence
exit-entry = chiffres tapés
exit-otherwise = pas de réunion
exit-by-itself = ensuite
exit-or = ou

node-greeting = Accueil
node-quiet = Pas de réunion
node-next = Réunions à venir
node-pause = Pause
node-near = Réunions proches : où ?
node-onward = Vers une réunion
node-onward-after = Après cette réunion
node-about = Ce qu’est NA
node-help = Aide
node-person = Une personne
node-person-after = Après une personne
node-standin = Appelé pour animer
node-standin-late = Plus besoin
node-leader = Pour qui anime
node-leader-later = Sans réunion
node-leading = Derrière un code d’animateur
node-join = Vers la réunion
node-choose = Quelle réunion
node-closed = Une réunion fermée
node-enter = Entrer dans la salle
node-back = Retour dans la salle
node-back-leading = Retour, pour animer
node-room = Hors de la salle
node-lead = Menu d’animation
node-room-aid = Aide depuis la salle
node-room-person = Une personne, depuis la salle
node-room-person-after = Après un tel appel
node-lead-aid = Aide pour qui anime
node-still = Toujours là ?
node-still-again = Encore une fois
node-still-gone = Fin sans réponse
node-removed = Sorti par qui anime
node-wait = Seul dans la salle
node-tell = Dit dans la salle
node-pin = Un code PIN
node-pin-again = Le code PIN encore une fois
node-desk = Menu des responsables
node-sentence = Une phrase
node-record = L’enregistrer
node-recorded = Enregistrée
node-take = Préparée
node-review = Entendre et décider
node-announcements = Annonces
node-begins = Quand elle commence
node-ends = Quand elle finit
node-confirm = Est-ce juste ?
node-hours = Créneaux de qui anime
node-give-back = Rendre un créneau
node-uncovered = Créneaux que personne n’anime

## Le planning de la semaine

rota-zone = Les sept prochains jours, à l’heure de { $zone }.
rota-not-named = Cette ligne n’a pas de planning. On entend les listes et on n’entre dans aucune réunion. La personne qui gère le serveur peut en nommer un dans :
rota-none = Aucun planning n’a encore été lu, et on n’entre donc dans aucune réunion. Prévenez la personne qui gère le serveur.
rota-kept = Le planning n’a pas pu être lu la dernière fois. Celui d’avant compte donc.
rota-unled-count = { $count ->
    [1] 1 réunion de ces sept jours n’a personne pour l’animer.
   *[other] { $count } réunions de ces sept jours n’ont personne pour les animer.
}
rota-all-led = Chaque réunion de ces sept jours est animée.
rota-empty-count = { $count ->
    [1] Pendant 1 heure, il n’y a pas de réunion.
   *[other] Pendant { $count } heures, il n’y a pas de réunion.
}
rota-unled-day = { $count ->
    [one] { $count } sans personne
   *[other] { $count } sans personne
}
rota-unled = Personne n’anime
rota-empty = Pas de réunion jusqu’à { $end }
rota-time = Heure
rota-meeting = Réunion
rota-leader = Animée par
rota-now = maintenant
rota-closed = fermée
rota-room = salle { $room }
rota-problems = Lignes du planning qui n’ont pas pu servir
rota-rows = Lignes du planning gardées ici
rota-or-rows = Vous pouvez aussi garder tout le planning ici, sans fichier.
rota-change = Changer
rota-changed = cette fois seulement
hour-when = De { $begins } à { $ends }, à l’heure de { $zone }.
hour-led-by = Animée par { $name }.
hour-over = Cette heure est finie.
hour-this-time = Ce que vous changez ici compte pour cette seule fois. Les autres jours restent comme ils sont.
hour-leader-hint = Il n’y a ici que les personnes qui peuvent animer ce jour-là.
hour-give = Changer qui anime
hour-give-back = La rendre : personne ne l’anime
hour-given = C’est fait. Dans quelques secondes, on entend qui anime { $title }, { $when }.
hour-given-back = C’est fait. Personne n’anime { $title }, { $when }, jusqu’à ce que quelqu’un la prenne.
rows-what = Chaque ligne est une réunion d’une heure : tous les jours, un jour de la semaine, ou à une date. Une date passe avant un jour de la semaine, un jour de la semaine avant tous les jours.
rows-beside-file = Il y a aussi un fichier ou un calendrier avec un planning. Une ligne d’ici prend la place de ce qui s’y trouve pour le même genre de jour, à cette heure et dans cette salle.
rows-none = Aucune ligne n’est encore gardée ici.
row-add = Ajouter une ligne
row-save = Enregistrer cette ligne
row-remove = Supprimer cette ligne
row-remove-what = Si vous la supprimez, ce que le planning a d’autre pour cette heure compte de nouveau.
row-added = { $title } est ajoutée, et on l’entend dans quelques secondes.
row-behind = { $title } est enregistrée. Mais { $count ->
    [1] un jour, le calendrier a une réunion à cette heure, et là
   *[other] { $count } jours, le calendrier a des réunions à cette heure, et là
} cette ligne n’est pas tenue. Pour passer avant le calendrier, une ligne a besoin d’une date.
row-saved = { $title } est enregistrée, et on l’entend dans quelques secondes.
row-removed = { $title } est supprimée.
row-covers = { $count ->
    [1] Ce n’est pas encore enregistré. Avec cette ligne, une réunion n’a plus lieu :
   *[other] Ce n’est pas encore enregistré. Avec cette ligne, { $count } réunions n’ont plus lieu :
}
row-covers-sure = Oui, avec cette ligne elles n’ont pas lieu
row-day = Jour
row-daily = tous les jours
row-date = Ou à une seule date
row-date-hint = Une date écrite ici compte, et pas le jour au-dessus.
row-time = Heure
row-time-hint = À l’heure de { $zone }.
row-title = Titre
row-title-hint = Ce que l’on entend. Rien n’est nécessaire là où aucune réunion n’a lieu.
row-not-held = Aucune réunion n’a lieu à ce moment-là, quoi que dise le planning
row-nothing = Pas de réunion
row-format = Genre
row-format-discussion = Discussion
row-format-speaker = Témoignage
row-format-step = Étapes
row-format-newcomer = Nouveaux
row-format-literature = Littérature
row-format-meditation = Méditation
row-format-other = Un autre
row-access = Pour qui
row-access-open = Ouverte à tous
row-access-closed = Fermée
row-language = Langue
row-language-none = Aucune en particulier
row-room = Sa propre salle
row-room-hint = Comme women. Laissez vide pour la salle de la langue.
row-leads-from = anime à partir du { $date }
row-speaking = Quand elle commence
row-speaking-open = Tout le monde peut parler
row-speaking-muted = Tous les micros sont coupés et chacun peut ouvrir le sien
row-speaking-hands = On ne parle que si la parole est donnée

## Animateurs

nav-leaders = Animateurs
leaders-what = Les personnes qui peuvent animer des réunions. Le planning les nomme par un nom court, et un code PIN leur permet d’animer depuis n’importe quel téléphone.
leaders-none = Il n’y a encore personne : ajoutez ci-dessous la première personne.
leaders-broken = Le fichier des animateurs ne peut pas être lu en ce moment. Les personnes qui ne sont que là ne sont donc pas montrées. Prévenez la personne qui tient le planning, ou qui gère le serveur.
leader-early = ne peut pas encore animer
leader-is-removed = n’anime plus
leader-has-pin = a un code PIN
leader-no-pin = sans code PIN
leader-row = Dans le planning
leader-from = Peut animer à partir du
leader-any-time = n’importe quand
leader-next = Anime la prochaine fois
leader-no-hour = pas dans les sept jours
leader-in-file = Le nom et le jour viennent du fichier des animateurs : la personne qui tient ce fichier les change.
leader-removed-in-file = Le fichier des animateurs a encore ce nom. Il ne compte pas tant qu’il est retiré ici.
leader-lost = Le fichier des animateurs n’a plus ce nom, et personne n’anime donc sous ce nom.
leader-whose-pin = Quel code PIN
leader-own-pin = Son propre code PIN, nouveau
leader-operators-pin = { $name }, responsable, anime avec son code PIN
leader-first-pin-what = Avec un code PIN, cette personne peut animer depuis n’importe quel téléphone. Il n’est montré qu’une fois.
leader-both-pin-what = Cette personne anime et s’occupe de la ligne avec un seul code PIN. L’ancien n’ouvre plus rien. Le nouveau n’est montré qu’une fois.
leader-bring-back = Faire revenir
leader-bring-back-what = Cette personne anime de nouveau, et ses heures du planning sont à elle en moins d’une minute. Un nouveau code PIN n’est montré qu’une fois.
leader-rings-title = Remplacer
leader-rings-number = Un numéro est donné. Quand personne ne vient animer, on peut l’appeler : { $rings }.
leader-rings-none = Aucun numéro n’est donné : on n’appelle pas cette personne quand personne ne vient animer.
leader-rings-never = On ne l’appelle jamais.
leader-rings-always = jour et nuit
leader-phone = Son numéro de téléphone
leader-phone-hint = Il est scellé, et aucune page ne le montre plus. Laissez vide pour garder celui qui est donné.
leader-rings = Quand on peut l’appeler
leader-rings-hint = À l’heure de la ligne, comme 08:00-22:00, ou 22:00-06:00 pour les nuits, ou always (toujours). Vide veut dire 08:00-22:00.
leader-rings-save = Enregistrer cela
leader-rings-take = Enlever le numéro
leader-rings-saved = C’est enregistré. En moins d’une minute, la ligne appelle { $name } comme il est dit ici.
leader-rings-taken = On n’appelle plus { $name }.
leader-remove-what = Tout de suite, le code PIN ne permet plus d’animer et, en moins d’une minute, personne n’anime ses heures du planning.
leader-stays-operator = Cette personne reste responsable.
leader-removed = { $name } n’anime plus. En moins d’une minute, personne n’anime ses heures du planning.
leader-removed-filed = { $name } n’anime plus. En moins d’une minute, personne n’anime ses heures du planning. Le fichier des animateurs a encore ce nom : on peut l’y enlever aussi.
leader-unlocked = Le blocage est levé : { $name } peut de nouveau utiliser son code PIN.
leader-leads-too = { $name } anime à partir de maintenant, avec son code PIN.
leader-unknown = Cette personne n’est plus là : quelqu’un a changé cela entre-temps.
leader-add = Ajouter une personne
leader-name-hint = Comme on l’entend. Un prénom suffit.
leader-since = Peut animer à partir de ce jour
leader-since-hint = Le premier jour où cette personne peut animer : après six mois de rétablissement, dit l’usage. N’écrivez jamais la date d’abstinence.
leader-date-missing = Dites à partir de quel jour cette personne peut animer. Rien n’a été changé.
leader-row-field = Nom court pour le planning
leader-row-hint = Des petites lettres, comme ana ou ines-b. Laissé vide, il est fait à partir du nom.

## Aide et personnes

nav-help = Aide
help-what = Ce que reçoivent les personnes en difficulté : quelqu’un derrière la touche zéro, et qui appeler si une vie est en danger. Un changement s’entend dans quelques secondes. Ce que vous laissez vide est comme le dit le fichier de la ligne.
help-general = Tous les numéros
help-general-what = Cela compte pour chaque numéro de la ligne qui ne dit rien d’autre ci-dessous.
help-follows = Ce qui est laissé vide ici est comme pour tous les numéros.
help-rings = La touche zéro appelle
help-nobody = personne
help-hears = On entend, en { $language } :
help-unrecorded = L’enregistrement en { $language } dit d’autres mots. La voix de synthèse dit donc ceux-ci.
help-record = L’enregistrer de nouveau, en { $language }
help-helpline = Ligne d’aide : le numéro d’une personne
help-helpline-hint = Un numéro de votre propre pays, en entier, avec son indicatif. Appelez-le d’abord vous-même.
help-none = La touche zéro n’appelle personne. On est conduit à la réunion.
help-words = Qui appeler en cas d’urgence, en { $language }
help-words-hint = Cela finit la phrase ci-dessus. Écrivez les numéros comme on les dit, chiffre par chiffre : 9 1 1.
help-otherwise = Laissé vide, c’est : { $what }.
help-look = Le voir avant que quelqu’un l’entende
help-preview = Personne ne l’entend encore. Lisez-le à voix haute, en entier :
help-stays = En { $language }, rien ne change. On entend :
help-sure = Oui, c’est ce que l’on doit entendre
help-changed = C’est changé, et on l’entend dans quelques secondes. Appelez la ligne et appuyez sur zéro pour l’entendre.
help-no-number = La ligne n’a plus ce numéro. Ouvrez de nouveau la page.
help-log = Qui a changé quoi
help-log-none = Personne n’a encore rien changé ici.
help-did-helpline = { $who } a changé la ligne d’aide ({ $number }).
help-did-emergency = { $who } a changé qui appeler en cas d’urgence en { $language } ({ $number }).
help-did-restored = { $who } a tout rétabli depuis une sauvegarde.

## Heures passées

past = Heures que personne n’a animées
past-link = Heures des dernières semaines que personne n’a animées
past-to-week = Vers la semaine
past-what = Les huit dernières semaines. Une heure compte quand quelqu’un y est venu. Combien sont venus, et qui, personne ne le sait.
past-none = Personne n’est venu à une réunion pendant ces semaines, pour autant que la ligne l’ait su.
past-all-led = Chaque heure où quelqu’un est venu a été animée.
past-unled-count = { $count ->
    [1] 1 heure sur les { $total } où quelqu’un est venu n’a pas été animée.
   *[other] { $count } heures sur les { $total } où quelqu’un est venu n’ont pas été animées.
}
past-stood-in = { $count ->
    [1] Pendant 1 heure, quelqu’un d’autre a animé que ne le disait le planning.
   *[other] Pendant { $count } heures, quelqu’un d’autre a animé que ne le disait le planning.
}
past-often = Encore et encore
past-times = { $count ->
    [one] { $count } fois
   *[other] { $count } fois
}
past-each = Chacune d’elles
past-why = Pourquoi
past-uncovered = le planning ne nommait personne
past-absent = la personne prévue n’est pas venue
rota-shrunk = Le planning est devenu beaucoup plus petit : { $has } réunions dans les sept prochains jours, alors qu’il y en avait { $had }. On entend donc encore celui d’avant. S’il est juste que tant de réunions aient disparu, prenez-le tel qu’il est.
rota-shrunk-sure = Oui, ces réunions doivent disparaître
rota-accept = Accepter ce planning plus petit
rota-accepted = Le planning est lu encore une fois et pris tel qu’il est. Regardez de nouveau dans une minute.
rota-not-held = Le planning n’attend plus personne. Rien n’a été changé.
rota-meanwhile = Le planning a changé entre-temps, et rien n’a été accepté. Regardez combien de réunions il a maintenant.
rota-not-sure = Rien n’a été changé. Pour accepter le planning plus petit, cochez d’abord la case.
now-uncovered = { $count ->
    [1] 1 réunion des prochaines 24 heures n’a personne pour l’animer. La prochaine est { $title }, { $when }.
   *[other] { $count } réunions des prochaines 24 heures n’ont personne pour les animer. La prochaine est { $title }, { $when }.
}

## Listes de réunions

sources-what = Ces listes sont lues encore et encore. Quand l’une ne peut pas être lue, on continue d’entendre ses dernières bonnes réunions.
sources-none = Aucune liste n’est nommée, et on n’entend donc aucune réunion. La personne qui gère le serveur peut en nommer une dans :
source-published = entendue maintenant
source-unchanged = comme avant
source-held = vous attend
source-kept = pas prise
source-untried = pas encore lue
source-good = Bonne pour la dernière fois
source-age = Temps depuis
source-tried = Dernier essai
source-changed = Dernier changement de ses réunions
source-every = Elle est lue toutes les
source-rows = Lignes
source-meetings = Réunions
source-kind = Type de liste
source-merged = Entendues comme réunion d’une autre liste, ou deux fois dans celle-ci
source-merged-with = Réunions qui figurent aussi ailleurs et ne sont lues qu’une fois
source-merged-own = deux fois dans cette liste
source-problems = Lignes avec un problème
source-left-out = Ce qui a été laissé de côté
source-show-problems = { $count ->
    [1] Montrer la ligne avec un problème
   *[other] Montrer les lignes avec un problème ({ $count })
}
source-held-why = Cette liste est devenue beaucoup plus petite. On entend donc encore ses réunions d’avant. S’il est juste que tant de réunions aient disparu, prenez-la telle qu’elle est.
source-accept = Accepter cette liste plus petite
source-accepted = La liste { $name } est lue encore une fois et prise telle qu’elle est. Regardez de nouveau dans une minute.
source-not-held = La liste { $name } n’attend plus personne. Rien n’a été changé.

## Responsables

role-operator = responsable
role-leader = anime
operator-you = vous
operator-number = Numéro au téléphone
operator-console = Se connecte ici
operator-code = Application d’authentification
operator-locked = code PIN bloqué
operator-locked-since = Quelqu’un a tapé trop souvent un mauvais code PIN pour ce numéro. Il est bloqué depuis { $when }. Demandez d’abord à la personne si c’était elle.
operator-unlock = Lever le blocage
operator-unlocked = Le blocage est levé : { $name } peut de nouveau utiliser son code PIN, et se connecter tout de suite.
operator-change = Changer
operator-pin = Faire un nouveau code PIN
operator-pin-what = L’ancien code PIN n’ouvre plus rien. Le nouveau n’est montré qu’une fois.
operator-password = Faire un nouveau mot de passe
operator-password-what = Pour quelqu’un qui a perdu le sien : l’ancien n’ouvre plus rien, et la personne est déconnectée partout. Le nouveau n’est montré qu’une fois.
operator-code-off = Désactiver l’application
operator-code-what = Pour quelqu’un dont le téléphone est perdu : on ne demande alors que le mot de passe.
operator-code-is-off = L’application de { $name } est désactivée. Cette personne se connecte avec son mot de passe seulement.
operator-wait = Finir l’attente
operator-wait-what = Après trop de mauvais mots de passe ou codes PIN, il faut attendre. Ceci y met fin.
operator-own = C’est vous : changez votre mot de passe et votre application sous « Votre compte ».
operator-own-password = Votre propre mot de passe
operator-remove = Supprimer
operator-remove-what = La suppression agit tout de suite : les sessions finissent, et le code PIN n’ouvre plus rien. Ce qui a été enregistré reste.
operator-sure = Oui, supprimer { $name }
operator-not-sure = Rien n’a été changé. Pour supprimer { $name }, cochez d’abord la case à côté.
operator-removed = { $name } est supprimé.
operator-unknown = Cette personne n’est plus là : quelqu’un l’a supprimée entre-temps.
operator-add = Ajouter un responsable
operator-name = Nom
operator-name-hint = Un prénom suffit. Il figure dans le journal de ce qui a été changé.

secrets = Pour { $name }
secrets-once = Notez ceci maintenant, ou lisez-le à la personne : ce n’est montré que cette seule fois, et personne ne pourra le retrouver.
secrets-console = À cette console
secrets-telephone = Au téléphone
secrets-pin = Après la touche dièse, sur le numéro de la ligne, les neuf chiffres d’un coup :
secrets-written = Je l’ai noté

## Son propre compte

account-what = Vous êtes { $name }, numéro { $number } au téléphone.
account-language = Langue
account-language-label = Langue de ces pages
account-language-changed = Les pages sont maintenant en français.
account-password = Mot de passe
account-old = Votre mot de passe actuel
account-new = Nouveau mot de passe
account-new-hint = Douze caractères ou plus. Trois mots que personne ne devinerait en font un bon.
account-again = Encore une fois le nouveau mot de passe
account-password-change = Changer le mot de passe
account-password-changed = Votre mot de passe est changé. Partout ailleurs où vous étiez connecté, vous êtes déconnecté.
account-old-wrong = Ce n’est pas votre mot de passe. Rien n’a été changé.
account-not-same = Les deux nouveaux mots de passe ne sont pas les mêmes. Rien n’a été changé : tapez-les de nouveau.
account-pin = Code PIN
account-pin-what = Il ouvre le menu des responsables depuis n’importe quel téléphone. Un nouveau n’est montré qu’une fois, et l’ancien n’ouvre plus rien.
account-code = Application d’authentification
account-code-what = Avec une application d’authentification sur votre téléphone, on vous demande six chiffres en plus de votre mot de passe. Qui trouve votre mot de passe seul ne peut pas se connecter.
account-code-on = L’activer
account-code-off = La désactiver
account-code-is-on = Elle est activée. À partir de maintenant, on vous demande un code.
account-code-is-off = Elle est désactivée. On ne vous demande que votre mot de passe.
account-code-late = Cela a duré trop longtemps. Rien n’a été changé : recommencez.
account-code-wrong = L’application montre un autre code pour cette image. Attendez le suivant et tapez-le. S’il est encore faux, vérifiez que votre téléphone est à l’heure.

code-open = Ouvrez l’application d’authentification sur votre téléphone, et choisissez d’ajouter un compte.
code-scan = Tenez le téléphone devant cette image.
code-type = Tapez les six chiffres que l’application montre, pour que nous sachions que cela marche.
code-picture = Une image pour l’appareil photo de l’application. Les lettres en dessous disent la même chose.
code-by-hand = Ou tapez ces lettres dans l’application :
code-first = Six chiffres de l’application
code-not = Plutôt pas

## Phrases

nav-prompts = Phrases
prompts = Phrases
prompts-about = Chaque phrase fixe que l’on entend. Choisissez-en une pour l’entendre, l’enregistrer, et publier ce que vous avez enregistré.
prompts-languages = Langue de l’appel
prompts-states = Montrer par état
prompts-all = Toutes
prompts-search = Numéro ou mots
prompts-find = Chercher
prompts-found = { $shown ->
    [0] Aucune phrase sur { $total } ne convient.
    [1] 1 phrase sur { $total }.
   *[other] { $shown } phrases sur { $total }.
}
prompts-of-node = Celles-ci sont dites à « { $node } » dans l’image de l’appel.
prompts-places = Endroit de l’appel
prompts-show-all = Tout montrer

state-recorded = enregistrée
state-synthetic = synthétique
state-draft = brouillon
state-out-of-date = périmée
state-unheard = pas entendue depuis un an

prompt-words = Les mots
prompt-words-of = Sur { $numbers }
prompt-records-whole = Toute la phrase peut être enregistrée.
prompt-records-opening = Le début peut être enregistré, comme il est écrit ici. La voix dit le reste, qui est nouveau à chaque appel : finissez sur un ton qui reste en suspens.
prompt-records-spoken = Cette phrase ne peut pas être enregistrée : elle change au milieu d’un appel à l’autre, et la voix de synthèse la dit toujours.
prompt-old = L’enregistrement est périmé
prompt-old-recorded = Enregistré
prompt-old-now = Les mots de maintenant
prompt-old-about = Les mots ont changé après l’enregistrement, et on entend donc la voix de synthèse. Enregistrez de nouveau, ou gardez l’enregistrement s’il convient aussi à ces mots.
prompt-old-some = Certains numéros de la ligne disent maintenant d’autres mots, et on y entend la voix de synthèse. Enregistrez de nouveau, ou gardez l’enregistrement s’il convient aussi à ces mots.
prompt-old-spoken = La phrase change maintenant d’un appel à l’autre, et on entend donc la voix de synthèse.
prompt-keep = Garder l’enregistrement : il est juste
prompt-heard = Ce que l’on entend
prompt-compare = Comparer et publier
prompt-heard-is = On entend maintenant
prompt-published-what = Ce qui est publié
prompt-published-is = Publié
prompt-draft-is = Brouillon le plus récent
prompt-voice = la voix de synthèse
prompt-voice-about = Aucun enregistrement n’est publié, et la voix de synthèse dit donc les mots ci-dessus.
prompt-play-heard = Ce que l’on entend maintenant
prompt-play-draft = Le brouillon le plus récent
prompt-play = Version { $version }
prompt-publish = Publier la version { $version }
prompt-revert = La retirer
prompt-revert-to = On entend alors de nouveau la version { $version }.
prompt-revert-voice = On entend alors la voix de synthèse.
prompt-record = L’enregistrer
prompt-versions = Toutes les versions
prompt-version = Version
prompt-came = D’où elle vient
prompt-hear = L’entendre
prompt-do = Changer
version = Version { $version }
version-published = entendue maintenant
version-earlier = entendue avant
version-draft = brouillon
version-by = { $who }, { $when },
version-seconds = { $seconds } secondes
came-file = d’un fichier
came-microphone = par le micro du serveur
came-telephone = par téléphone
came-browser = dans le navigateur

prompt-published = Publiée. Le prochain appel entend la version { $version }.
prompt-published-beside = Publiée. Le prochain appel entend la version { $version }. { $who } a enregistré entre-temps la version { $other } : elle est gardée comme brouillon.
prompt-published-other-words = Publiée, mais la version { $version } dit d’autres mots que la ligne maintenant, et on entend donc la voix de synthèse. Gardez-la ci-dessous si elle est juste.
prompt-reverted = Retirée. Le prochain appel entend de nouveau la version { $version }.
prompt-reverted-voice = Retirée. Le prochain appel entend la voix de synthèse.
prompt-kept = Gardé. Le prochain appel entend de nouveau l’enregistrement.
prompt-not-done = Rien n’a été changé. { $why }
prompt-no-copy = C’est fait et on l’entend, mais le dépôt des enregistrements n’a pas pris sa copie. Prévenez la personne qui gère le serveur.

meanwhile = Quelqu’un a été plus rapide
meanwhile-somebody = Quelqu’un
meanwhile-published = { $who } a changé cette phrase pendant que vous la regardiez : on entend maintenant la version { $version }. Vous n’avez rien changé.
meanwhile-voice = { $who } a retiré l’enregistrement pendant que vous le regardiez : on entend maintenant la voix de synthèse. Vous n’avez rien changé.
meanwhile-kept = La version { $version }, que vous vouliez publier, est gardée. Écoutez les deux, et publiez-la si c’est la meilleure.
meanwhile-mine = Vous vouliez publier
meanwhile-publish = Publier quand même la version { $version }
meanwhile-leave = Laisser comme c’est

## Enregistrer

recorder-microphone = Avec le micro
recorder-ready = Appuyez sur le bouton, dites les mots, et appuyez encore. Vous avez { $seconds } secondes au plus.
recorder-record = Enregistrer
recorder-stop = Arrêter
recorder-again = Enregistrer de nouveau
recorder-left = Temps restant
recorder-level = Volume
recorder-recording = On enregistre. Parlez maintenant.
recorder-soon = On enregistre. Il reste moins de dix secondes.
recorder-loud = C’est trop fort : parlez de plus loin.
recorder-quiet = On n’entend presque rien : parlez plus fort ou plus près, ou un autre micro est-il choisi ?
recorder-taken = %seconds% secondes sont enregistrées. Écoutez-les, puis envoyez-les ou enregistrez de nouveau.
recorder-taken-loud = %seconds% secondes sont enregistrées, mais elles sont trop fortes et déformées. Enregistrez de nouveau, de plus loin.
recorder-taken-quiet = %seconds% secondes sont enregistrées, mais on n’entend presque rien. Enregistrez de nouveau, plus fort ou plus près.
recorder-play = Ce que vous avez enregistré
recorder-send = L’envoyer
recorder-overwrite = Ce que vous avez enregistré n’est ni envoyé ni sauvegardé. L’effacer en enregistrant de nouveau ?
recorder-headphones = Avec un lecteur d’écran, mettez un casque, pour que sa voix ne soit pas enregistrée.
recorder-sending = L’envoi est en cours.
recorder-unsent = L’envoi n’a pas marché. Votre enregistrement est encore là : réessayez, ou sauvegardez-le.
recorder-signed-out = Vous avez été déconnecté. Votre enregistrement est encore là : sauvegardez-le, connectez-vous, et envoyez-le comme fichier.
recorder-save = Le sauvegarder dans un fichier
recorder-forbidden = Le navigateur ne peut pas utiliser le micro. Autorisez-le dans les réglages du navigateur pour cette page, ou envoyez un fichier.
recorder-missing = Le navigateur ne trouve aucun micro que cette page puisse utiliser. Envoyez plutôt un fichier.
recorder-file = D’un fichier
recorder-choose = Un enregistrement sur cet appareil
recorder-choose-hint = N’importe quel enregistrement d’un téléphone ou d’un ordinateur, { $seconds } secondes et 20 Mo au plus.
recorder-send-file = Envoyer le fichier

take-nothing = Rien n’a été envoyé : choisissez d’abord un fichier.
take-waiting = Votre enregistrement est préparé
take-waiting-about = On lui donne le même volume qu’aux autres et on le prépare pour le téléphone. Cela prend quelques secondes ; ensuite vous l’entendez ici comme on l’entendra.
take-waiting-long = Si cela reste ainsi plus d’une minute, prévenez la personne qui gère le serveur. Rien n’est perdu : l’enregistrement est préparé dès que ce travail reprend.
take-look = Voir s’il est prêt
take-refused = Cet enregistrement ne peut pas servir
take-ready = Le voici comme on l’entendra, { $seconds } secondes. Écoutez-le, puis publiez-le.
take-back = Retour

unusable-short = Il y a moins d’une demi-seconde de son. Commencez quand l’enregistrement a commencé, et dites toute la phrase.
unusable-long = Il dure plus de { $limit } secondes. Dites-le plus vite, ou coupez-le.
unusable-silent = Il n’y a que du silence. Vérifiez que le micro est allumé, et parlez plus près.
unusable-clipped = Il est trop fort et déformé. Parlez de plus loin, ou baissez le micro.
unusable-noisy = On ne distingue pas la voix du bruit. Enregistrez de nouveau dans un endroit plus calme, plus près du micro.
unusable-unreadable = Ce n’est pas un enregistrement lisible. Envoyez-en un en wav, mp3, m4a, ogg, flac ou webm.
unusable-large = Le fichier dépasse 20 Mo. Envoyez un enregistrement plus court, ou un mp3.
unusable-cut = Le fichier est abîmé et moins des trois quarts en sont lisibles. Envoyez-le de nouveau, ou enregistrez de nouveau.
unusable-lost = L’enregistrement n’est plus là. Enregistrez-le de nouveau.

## Annonces

nav-announcements = Annonces
announcements = Annonces
announcements-about = Une annonce est entendue avant l’accueil, une fois par appel, de son début à sa fin. Elle peut durer { $seconds } secondes ; n’importe quelle touche la saute.
announcements-zone = Toutes les heures sont celles de la ligne : { $zone }.
announcements-none = Il n’y en a pas encore.
announcements-heard = Entendues maintenant
announcements-coming = À venir
announcements-draft = Brouillons
announcements-over = Passées
announcements-withdrawn = Retirées
announcements-new = Une nouvelle annonce
announcements-language = Langue
announcements-language-hint = On l’entend dans les appels en cette langue. Faites-en une par langue.
announcement-of = Annonce du { $when }, { $language }
announcement-heard = entendue maintenant
announcement-coming = à venir
announcement-draft = brouillon
announcement-over = passée
announcement-withdrawn = retirée
announcement-from-to = De { $begins } à { $ends }
announcement-when = Quand on l’entend
announcement-begins = De
announcement-ends = À
announcement-note = De quoi elle parle, pour les responsables
announcement-note-hint = On ne l’entend pas au téléphone. Cela peut rester vide.
announcement-publish = Publier
announcement-withdraw = Retirer
announcement-discard = Jeter le brouillon
announcement-when-missing = Dites un jour et une heure pour les deux. Quand on avance les montres, une heure n’existe pas : on ne peut rien y choisir.
announcement-meanwhile = { $who } a changé cette annonce pendant que vous la regardiez. Voici ses heures maintenant ; vous n’avez rien changé.
announcement-when-turned = La fin est avant le début : mettez-la plus tard.
announcement-when-long = Une annonce est entendue { $days } jours au plus : mettez une fin plus proche, et publiez-la de nouveau à ce moment-là.
announcement-when-over = C’est déjà passé : mettez la fin plus tard que maintenant.
announcement-published = Publiée. Le prochain appel l’entend, jusqu’à { $ends }.
announcement-will = Publiée. On l’entend de { $begins } à { $ends }.
announcement-gone = Retirée. Le prochain appel ne l’entend plus.
