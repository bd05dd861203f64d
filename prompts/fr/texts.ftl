### Toutes les phrases que l'on entend en français. Des mots simples, courts, des phrases entières.
### Une ligne peut les dire avec ses propres mots : [line.texts.fr] dans line.toml.
### Toujours disponibles : { $line } (le nom de la ligne, dans une phrase), { $line_first } (le même,
### au début d'une phrase), { $fellowship } et { $country } (deux lettres majuscules).

## L'accueil

welcome = Bienvenue sur { $line }.
# Se dit en français au cours d'un appel dans une autre langue.
offer = Pour le français, appuyez sur le neuf.
# De même, quand une autre langue vient avant.
offer-again = Pour le français, appuyez deux fois sur le neuf.
greeting-on = Une réunion a lieu en ce moment. Pour y entrer, restez en ligne, ou faites le 1.
greeting-off = Il n'y a pas de réunion ici en ce moment. La prochaine commence { $when }.
greeting-others = Pour entendre d'autres réunions, restez en ligne, ou faites le 2 ; tout près, le 3.
greeting-list = Pour entendre les prochaines réunions, restez en ligne, ou faites le 2 ; tout près, le 3.
greeting-keys = Pour d'autres réunions, faites le 2 ; tout près, le 3. Pour de l'aide ou une personne, faites le zéro.
greeting-zero = Pour de l'aide ou une personne, faites le zéro.
# Après la bienvenue d'un appel venu d'un numéro qui appelle trop.
listening = Beaucoup d'appels sont venus de ce numéro en peu de temps. Pendant cet appel, vous pouvez écouter, mais pas parler.
greeting-help = Faites le 1, ou restez en ligne, pour être dans la réunion. Faites le 2 pour entendre d'autres réunions, le 3 pour celles tout près. Le 4 dit ce qu'est { $fellowship }, et comment se passe une réunion. Le zéro, c'est l'aide.
quiet-help = Faites le 2, ou restez en ligne, pour entendre les prochaines réunions, le 3 pour celles tout près. Le 4 dit ce qu'est { $fellowship }, et comment se passe une réunion. Le zéro, c'est l'aide.

## Avant que la ligne continue d'elle-même

wrong-key = Cette touche ne sert à rien ici.
then-next = Voici les prochaines réunions.

## Aide

help-who = Vous êtes avec des membres de { $fellowship }. Tout le monde ici est en rétablissement, ou le cherche.
danger = Nous sommes des membres, pas des professionnels. Nous ne voyons ni qui vous êtes, ni où vous êtes. Nous ne pouvons donc pas envoyer de secours. Si une vie est en danger, raccrochez et appelez le { emergency }.
# Qui appeler dans le pays de la ligne ; ailleurs, on le dit dans line.toml.
emergency = { $country ->
    [US] 9 1 1, ou le 9 8 8
    [CA] 9 1 1, ou le 9 8 8
    [FR] 15, ou le 1 1 2, ou le 31 14
   *[other] numéro d'urgence
  }
help-person = Pour parler avec une personne, restez en ligne, ou faites encore le zéro.
help-meeting = Pour parler avec des gens, restez en ligne, ou faites le 1, et vous serez dans la réunion.
help-meeting-listening = Pour entendre des gens, restez en ligne, ou faites le 1, et vous serez dans la réunion.
help-list = Pour trouver des gens, restez en ligne, ou faites le 2, et écoutez les prochaines réunions.
help-keys = Faites le 4 pour savoir ce qu'est { $fellowship }. L'étoile ramène en arrière.
help-leaders = Si vous animez une réunion ici, ou si vous vous occupez de cette ligne, faites dièse.
person-call = J'appelle quelqu'un maintenant. Cela peut sonner une demi-minute. L'étoile ramène ici.
person-call-room = J'appelle quelqu'un maintenant. Cela peut sonner une demi-minute. L'étoile, ou la fin de cet appel, vous ramène dans la réunion.
person-away = Personne n'a pu répondre à l'instant. Essayez plus tard, s'il vous plaît. La réunion et la liste sont toujours là.
person-number = Raccrochez, s'il vous plaît, et appelez ce numéro : { $number }. Encore une fois : { $number }.
leader-later = Il n'y a pas encore de réunion. Pour animer avec votre voix seulement, rappelez à l'heure, et restez en ligne.
leader-listening = Pendant cet appel, vous pouvez seulement écouter. Vous ne pouvez donc pas animer. Pour animer, rappelez dans dix minutes, s'il vous plaît. Restez en ligne pour être dans la réunion.
leader = Pour animer avec votre voix seulement, restez en ligne.

## La fraternité (touche 4)

about-keys = Faites le 2 pour continuer, le 1 pour entrer dans la réunion, étoile pour revenir.
about-1 = { $fellowship }, ce sont des gens qui avaient un problème avec la drogue, et qui s'aident maintenant à rester abstinents. Il suffit d'avoir envie d'arrêter. C'est gratuit. On ne signe rien, et on ne donne pas son nom.
about-2 = Peu importe quelle drogue, en quelle quantité, ou pendant combien de temps. On peut croire, ou ne pas croire. Nous ne sommes d'aucune église, d'aucun parti et d'aucune clinique.
about-3 = Dans une réunion, on parle chacun son tour, quelques minutes. Personne ne répond et personne ne donne d'ordres. Vous dites votre prénom, ou aucun nom. Vous pouvez juste écouter. Le silence est bienvenu.
about-4 = Dans une réunion de discussion, plusieurs personnes partagent sur un sujet. Dans une réunion de témoignage, une personne raconte comment c'était, ce qui s'est passé, et comment c'est maintenant.
about-5 = Une réunion ouverte est pour tout le monde, la famille et les amis aussi. Une réunion fermée est pour les personnes qui ont, ou qui ont peut-être, un problème avec la drogue. Et tout dépendant est bienvenu à la réunion de n'importe quel groupe.
about-6 = Vous avez consommé aujourd'hui ? Vous avez votre place ici. Entrez, et écoutez. Si vous voulez parler, parlez à quelqu'un après.
about-7 = Un parrain ou une marraine, c'est un membre qui est abstinent depuis un moment, et qui fait le programme avec vous. Pour en trouver, dites dans une réunion : je cherche un parrain, ou une marraine. On vous parlera après.
about-8 = Les douze étapes, en une phrase : nous admettons que seuls, nous n'y arrivons pas, nous nous regardons honnêtement, nous réparons ce que nous pouvons, et nous transmettons ce qui nous a aidés.
about-9 = Ce que vous entendez ici reste ici. Cette ligne ne garde ni le numéro ni le nom de ceux qui appellent.
# Ensuite : la première si la ligne a le compte qu'il faut pour cela.
about-erased = Peu après votre appel, nous le faisons effacer de la liste de la compagnie de téléphone. Une partie de ses données, personne ne peut l'effacer.
about-kept = La compagnie de téléphone qui porte l'appel garde ses propres données, et nous ne pouvons pas les effacer.
about-end = C'était tout.

## L'heure

joining = Vous rejoignez { $title }.
joining-next = Ensuite, { $at } : { $title }.
joining-last = Maintenant : { $title }.
joining-open = Ouverte à tous.
joining-closed = Pour les personnes qui ont, ou qui ont peut-être, un problème avec la drogue. Pour les réunions ouvertes, faites le 2.
joining-language = On y parle { $language }.
joining-keys = Faites étoile pour entendre les choix.
# Quand plusieurs réunions ont lieu en même temps.
choose-count = { $count ->
    [2] Deux réunions ont lieu en ce moment.
    [3] Trois réunions ont lieu en ce moment.
   *[other] { $count } réunions ont lieu en ce moment.
  }
choose-one = Pour { $title }, faites le { $key }.
choose-other = Pour { $title }, en { $language }, faites le { $key }.
choose-stay = Ou restez en ligne pour la première.
# Une très grande réunion a plusieurs salles.
joining-full = Il y a beaucoup de monde. Vous êtes dans la salle { $number } de cette réunion.
joining-locked = La première salle n'accueille plus personne pour l'instant. Vous êtes dans la salle { $number } de cette réunion.
joining-refused = La ligne n'a pas pu vous faire entrer dans cette salle. Vous allez dans la salle { $number } de cette réunion.
joining-muted = Vous entrez avec le micro coupé. Pour parler, faites étoile, puis 6.
joining-hands = Vous entrez avec le micro coupé. Pour parler, faites étoile, puis 2, et attendez qu'on vous donne la parole.
rooms-full = Nous sommes désolés. Aucune salle ne peut vous accueillir pour l'instant. Réessayez dans quelques minutes, s'il vous plaît.
# À qui a été sorti par la personne qui anime, tout de suite et s'il rappelle dans l'heure.
removed = La personne qui anime cette réunion vous en a fait sortir.
removed-until = Vous pourrez y revenir { $at }.
# Derrière le code d'une personne qui anime.
leading-soon = Votre créneau commence { $when }.
leading-now = Faites le 1, ou restez en ligne, pour animer la réunion maintenant.
leading-early = Faites le 1, ou restez en ligne, pour entrer maintenant. Quand votre créneau commence, c'est vous qui animez.
leading-off = Il n'y a pas encore de réunion. Pour animer, rappelez à l'heure, et tapez votre code.
leading-elsewhere = Ce créneau est dans une autre salle. Pour l'animer, rappelez quand il commence, et tapez votre code. Faites le 1, ou restez en ligne, pour entrer dans la réunion en cours.
leading-not = Faites le 1, ou restez en ligne, pour entrer dans la réunion.
no-meeting = Il n'y a pas de réunion ici en ce moment.
sorry = Quelque chose n'a pas marché de notre côté. Vous entrez maintenant dans la réunion.
# When nothing here answers: the carrier then has it from elsewhere, and only by the voice.
fallback = Bienvenue sur { $line }. Pour l'instant, les touches ne font rien. Vous entrez dans la réunion. Jusqu'à l'arrivée de quelqu'un d'autre, vous entendez de la musique.
goodbye = Merci de votre appel. Vous pouvez appeler à toute heure. Au revoir.
limit = Un appel dure quatre heures au plus, et le vôtre touche à sa fin. Rappelez tout de suite, si vous voulez. Au revoir.

## Dans la salle

room-keys = Faites le 6 pour couper ou ouvrir votre micro. 2, lever la main. 4, ce qui a lieu. 1, retour à la réunion. Zéro, aide. Étoile, le menu principal.
room-keys-listening = Faites le 4 pour savoir ce qui a lieu. 1, retour à la réunion. Zéro, aide. Étoile, le menu principal.
room-help = Restez en ligne, ou faites le 1, pour retourner dans la réunion. Le 6 coupe votre micro, ou l'ouvre. Le 2 lève votre main, ou la baisse. Le 4 dit ce qui a lieu.
room-help-listening = Restez en ligne, ou faites le 1, pour retourner dans la réunion. Pendant cet appel, vous pouvez seulement écouter. Le 4 dit ce qui a lieu.
room-on = En ce moment : { $title }. { $minutes ->
    [1] Encore une minute.
   *[other] Encore { $minutes } minutes.
  }
room-late = { $title } dure plus longtemps que prévu.
room-then = Après, { $at } : { $title }.
room-muted = Micro coupé. Étoile, puis 6, pour parler.
room-unmuted = Vous pouvez parler.
room-listening = Pendant cet appel, vous pouvez seulement écouter. Pour parler, rappelez dans dix minutes, s'il vous plaît.
room-over = La réunion est finie. Merci d'avoir été là.
room-people = { $people ->
    [1] Vous êtes la seule personne ici.
   *[other] Il y a { $people } personnes ici.
  }
room-hand-up = Votre main est levée. { $before ->
    [0] Il n'y a personne avant vous.
    [1] Il y a une personne avant vous.
   *[other] Il y a { $before } personnes avant vous.
  }
room-hand-down = Votre main est baissée.
room-hands-unknown = On ne peut pas compter les mains en ce moment. Vous pouvez simplement parler.
room-mute-refused = En ce moment, on ne parle que si la personne qui anime donne la parole. Pour lever la main, faites le 2.
room-person = Pour parler avec une personne, faites le zéro.
room-stay = Restez en ligne, et vous retournez dans la réunion.

# Après deux heures sans une touche ni un mot ; ensuite la ligne dit au revoir. Certains téléphones n'ont pas de
# touches : la voix doit suffire.
still-ask = Nous ne vous avons pas entendu depuis un moment. Voulez-vous rester dans la réunion ? Appuyez sur n'importe quelle touche, ou dites simplement oui.
still-again = Êtes-vous toujours là ? Appuyez sur une touche, ou dites quelque chose, et vous restez dans la réunion. Sinon, nous vous disons au revoir maintenant.
still-stay = Merci. Vous êtes de retour dans la réunion.
still-gone = Nous ne vous entendons pas, alors cet appel se termine ici. Rappelez à toute heure, de jour comme de nuit : votre appel est toujours le bienvenu. Au revoir.

## Dans la salle, pour qui anime

lead-keys = Vous animez. Faites le 6 pour couper ou ouvrir votre micro, le 8 pour la main suivante, le 9 pour couper la dernière voix, le 1 pour revenir, le zéro pour l'aide et les autres touches.
lead-more = 7, qui peut parler. 5, fermer ou ouvrir la salle. 3, ouvrir l'heure suivante dix minutes plus tard. 4, qui est là. 2, votre main. Dièse, passer l'animation. Étoile, ce menu.
lead-unknown = En ce moment, 3, 5, 7, 8, 9 et dièse ne marchent pas. 6, 4 et zéro marchent.
lead-other = C'est { $name } qui anime maintenant.
lead-not = Ce n'est pas vous qui animez en ce moment.
lead-locked = La salle est fermée. Les nouveaux arrivés vont dans une autre salle.
lead-unlocked = La salle est ouverte aux nouveaux arrivés.
lead-mode-open = Tout le monde peut parler.
lead-mode-muted = Tous les micros sont coupés. Chacun peut ouvrir le sien.
lead-mode-hands = Seules les personnes à qui vous donnez la parole peuvent parler.
lead-called = La main suivante peut parler.
lead-no-hand = Aucune main n'est levée.
# { $at } est une heure, comme : à 20 heures 14.
lead-hushed = Micro coupé : la ligne qui est entrée { $at }. Encore le 9 la fait sortir.
lead-hushed-somebody = Micro coupé : la ligne qui a parlé en dernier. Encore le 9 la fait sortir.
lead-removed = Sortie, jusqu'à la fin de l'heure.
lead-no-voice = Je ne sais pas qui a parlé en dernier.
lead-handed = C'est passé.
lead-absent-named = { $name } n'est pas encore là.
lead-absent = Il n'y a personne ici pour prendre la suite.
lead-later = L'heure suivante ouvre dix minutes plus tard.
lead-early = Cela ne marche que dans les dix dernières minutes de l'heure.
lead-none-next = Aucune réunion ne suit celle-ci tout de suite.
lead-hands = { $hands ->
    [0] Aucune main n'est levée.
    [1] Une main est levée.
   *[other] { $hands } mains sont levées.
  }

## Dit à toute la salle, ou à une seule personne

tell-met = Quelqu'un est entré. Vous pouvez maintenant vous entendre. C'est une réunion.
tell-open = Tout le monde peut parler.
tell-muted = Tous les micros sont coupés maintenant, pour qu'on entende une personne. Pour parler, faites étoile, puis 6.
tell-hands = À partir de maintenant, on parle un par un. Pour demander votre tour, faites étoile, puis 2.
tell-turn = C'est votre tour. Vous pouvez parler maintenant.
tell-hand = La personne suivante qui a levé la main peut parler.
tell-hushed = La personne qui anime a coupé votre micro. Pour demander votre tour, faites étoile, puis 2.
tell-you-lead = C'est vous qui animez cette réunion maintenant. L'étoile donne vos touches.
tell-ending = Cette heure finit dans quelques minutes.
tell-after = Après, il y a { $title }.
tell-leads = C'est animé par { $leader }.
tell-nobody = Personne ne s'est encore proposé pour l'animer. Si vous le pouvez, faites-le, s'il vous plaît.
tell-next-here = Il n'y a que vous qui entendez ceci. { $leader }, qui anime l'heure suivante, est ici.
tell-next-away = Il n'y a que vous qui entendez ceci. { $leader }, qui anime l'heure suivante, n'est pas encore ici.
tell-opening = Bienvenue. Cette heure, c'est { $title }.
tell-awaited = { $leader } doit l'animer, et n'est pas encore ici. N'importe qui peut commencer.
tell-begin = Personne ne s'est proposé pour l'animer. N'importe qui peut commencer.
tell-over = L'heure est finie. La salle reste ouverte encore dix minutes.
tell-closing = Cette salle ferme dans deux minutes. Merci d'avoir été là. Restez en ligne pour entendre les prochaines réunions.
tell-elsewhere = La personne qui anime est dans une autre salle de cette réunion. Ici, n'importe qui peut commencer.
tell-met-muted = Quelqu'un est entré. C'est une réunion. Pour parler, faites étoile, puis 6.
tell-met-hands = Quelqu'un est entré. C'est une réunion. Pour demander votre tour, faites étoile, puis 2.

## Seul dans la salle

wait-first = Vous êtes dans la réunion. Il n'y a personne d'autre pour l'instant. Quand quelqu'un entrera, vous vous entendrez.
wait-first-listening = Vous êtes dans la réunion. Il n'y a personne d'autre pour l'instant. Quand quelqu'un entrera, vous l'entendrez.
wait-hour = Cette heure, c'est { $title }.
wait-leader = { $leader } doit l'animer.
wait-keys = Faites étoile pour entendre les choix.
wait-again = Il n'y a encore personne d'autre. Restez aussi longtemps que vous voulez.
# Après room-then, qui dit ce qui vient.
wait-leader-next = { $leader } doit animer celle-là.
wait-ringing = On appelle quelqu'un en ce moment, pour venir animer. Il se peut que personne ne puisse venir.
wait-rung = Personne n'a pu venir animer pour l'instant. Vous pouvez rester. À deux, c'est déjà une réunion.
# Ce qu'on enregistre pour l'attente : un à chaque tour, entre deux silences.
wait-reading-1 = Ici, rien ne vous oblige à parler, ni à donner un nom. Vous pouvez raccrocher, et rappeler quand vous voulez.
wait-reading-2 = Dans une réunion, une personne parle, et les autres écoutent. Personne ne juge ce que vous dites.
wait-reading-3 = Peu importe ce que vous avez consommé, ou combien. Si vous voulez arrêter, ou si vous vous posez la question, vous êtes au bon endroit.
wait-reading-4 = La plupart d'entre nous avaient peur la première fois. Nous ne savions pas quoi dire. Écouter suffisait.
wait-reading-5 = Personne n'a à rester abstinent toute une vie d'un coup. Nous essayons pour un jour. Quand le jour est dur, nous essayons pour une heure.
wait-reading-6 = Vous avez bien fait d'appeler. Beaucoup d'entre nous ont attendu longtemps avant un appel comme celui-ci.
wait-reading-7 = Il y a des heures calmes ici. Cela n'a rien à voir avec vous. Après cette heure, il y en a une autre, et vous pouvez appeler à chacune.

## Personne n'est venu animer

# À une personne qu'on appelle pour animer. Quelqu'un d'autre peut décrocher, ou une machine : on ne doit pas dire quelle fraternité c'est.
standin = Bonjour. Cet appel est pour une personne bénévole. Dans une réunion par téléphone, où vous avez proposé de remplacer, il n'y a personne pour animer, et quelqu'un attend. Si ce n'est pas vous, raccrochez, s'il vous plaît. Pour entrer et animer, faites le 1. Si vous ne pouvez pas, faites le 2, ou raccrochez.
standin-again = Quelqu'un attend dans une réunion par téléphone, et il n'y a personne pour l'animer. Si vous n'êtes pas la personne bénévole, raccrochez, s'il vous plaît. Pour entrer et animer, faites le 1. Si vous ne pouvez pas, faites le 2, ou raccrochez.
standin-come = Merci. Vous entrez maintenant, et c'est vous qui animez. Dans la réunion, faites étoile pour entendre vos touches.
standin-no = Ce n'est pas grave. Merci, et au revoir.
standin-late = On n'a plus besoin de vous. Merci d'avoir décroché, et au revoir.
# À toute la salle.
unled = Personne n'a pu venir animer.
unled-how = Vous pouvez tenir la réunion vous-mêmes. Une personne parle à la fois, quelques minutes ; les autres écoutent. Si vous ne voulez pas parler, dites : je passe.

## Les prochaines réunions. { $at } est une des phrases de « Heures ».

# Les premiers mots quand un numéro lit tout de suite les réunions.
list-welcome = { $line_first }.
list-soon = Dans { $minutes ->
    [1] une minute
   *[other] { $minutes } minutes
  }, { $at } : { $name }.
list-now = Maintenant, { $at } : { $name }.
list-began = Commencée il y a { $minutes ->
    [1] une minute
   *[other] { $minutes } minutes
  }, { $at } : { $name }.
list-today = Aujourd'hui { $at } : { $name }.
list-tonight = Ce soir { $at } : { $name }.
list-tonight-midnight = Ce soir { $at } : { $name }.
list-tomorrow = Demain, { $day }, { $at } : { $name }.
list-day = Ce { $day } { $at } : { $name }.
list-week = Dans une semaine, { $day }, { $at } : { $name }.
list-tomorrow-midnight = Demain soir, { $day }, { $at } : { $name }.
list-day-midnight = Ce { $day } soir, { $at } : { $name }.

list-zone = { $id ->
    [eastern] C'est l'heure de l'Est.
    [central] C'est l'heure du Centre.
    [mountain] C'est l'heure des Rocheuses.
    [pacific] C'est l'heure du Pacifique.
    [atlantic] C'est l'heure de l'Atlantique.
    [newfoundland] C'est l'heure de Terre-Neuve.
   *[other] Fuseau horaire : { $zone }.
  }
list-place = Lieu : { $place }.
list-state = Région : { $state }.
list-phone = Par téléphone : { $phone }.
list-phone-too = Ou par téléphone : { $phone }.
# La ligne appelle elle-même cette réunion.
list-connect = Par téléphone : faites le 1, et on vous y relie.
list-connect-too = Ou par téléphone : faites le 1, et on vous y relie.
list-online = En ligne, sur un ordinateur, ou sur un téléphone qui a Internet.
list-online-too = Ou en ligne, sur un ordinateur, ou sur un téléphone qui a Internet.
list-open = Ouverte à tous.
list-closed = Fermée, pour les personnes qui ont, ou qui ont peut-être, un problème avec la drogue.
list-street = Le nom de la rue s'épelle { $letters }.

list-first-keys = Faites le 2 pour la suivante, le 4 pour entendre celle-ci lentement, étoile pour revenir.
list-more-keys = Le 3, c'est la précédente, le 5 un autre jour, le 6 seulement les réunions ouvertes, le 7 seulement celles par téléphone. Le 8 vous attend.
list-other-day = Le jour suivant.
list-only-open = Seulement les réunions ouvertes.
list-all-access = Réunions ouvertes et fermées.
list-only-phone = Seulement les réunions par téléphone.
list-all-kinds = Tous les genres de réunions.
list-start = C'est la première.
list-none = Je ne connais aucune réunion de ce genre dans les sept prochains jours.
list-end = C'étaient toutes les réunions des sept prochains jours.
list-empty = La liste des réunions n'est pas là pour l'instant. Rappelez plus tard aujourd'hui, s'il vous plaît.
paused = J'attends. Appuyez sur une touche pour continuer.
pause-still = J'attends toujours. Appuyez sur une touche pour continuer.
pause-over = Je continue.

## Réunions près de la personne qui appelle (touche 3)

near-ask = { $country ->
    [US] Tapez votre code postal, ou dites votre ville.
    [CA] Tapez votre code postal sur les touches, ou dites votre ville.
    [FR] Tapez votre code postal, ou dites votre ville.
   *[other] Tapez votre code postal puis dièse, ou dites votre ville.
  }
near-more = { $country ->
    [US] Tapez les cinq chiffres de votre code postal, ou dites votre ville et votre État, par exemple : Albany, New York.
    [CA] Tapez votre code postal : chaque lettre est la touche où elle se trouve. Ou dites votre ville et votre province.
   *[other] Tapez votre code postal puis dièse, ou dites votre ville.
  } Ou restez en ligne et écoutez des réunions de partout.
near-one = Je n'ai entendu que la touche { $key }.
near-no-code = Je ne connais pas ce code.
near-not-heard = Je n'ai pas compris.
near-no-region = Je ne sais pas où vous êtes.
near-give-up = Je n'ai pas trouvé cet endroit. Voici les prochaines réunions de partout.
near-away = Je ne peux pas chercher de lieux pour le moment. Voici les prochaines réunions.
near-place = Voici les réunions des environs : { $place }.
near-region = Votre numéro indique { $place }. Des réunions près de là.
near-code = Des réunions près de ce code postal.
near-keys = Faites le 2 pour la suivante, le 4 pour entendre celle-ci lentement, étoile pour un autre endroit.
near-miles = { $count ->
    [0] À moins d'un mille de là.
    [one] À un mille de là.
   *[other] À { $count } milles de là.
  }
near-kilometres = { $count ->
    [0] À moins d'un kilomètre de là.
    [one] À un kilomètre de là.
   *[other] À { $count } kilomètres de là.
  }
near-wider-miles = Il y en a peu, celles-ci sont donc à moins de { $count } milles.
near-wider-kilometres = Il y en a peu, celles-ci sont donc à moins de { $count } kilomètres.
near-nothing-miles = Rien à moins de { $nearer } milles dans les deux prochains jours. À moins de { $count } milles :
near-nothing-kilometres = Rien à moins de { $nearer } kilomètres dans les deux prochains jours. À moins de { $count } kilomètres :
near-none-miles = À moins de { $count } milles, je ne connais aucune réunion dans les deux prochains jours.
near-none-kilometres = À moins de { $count } kilomètres, je ne connais aucune réunion dans les deux prochains jours.
near-later-miles = Ensuite, à moins de { $count } milles :
near-later-kilometres = Ensuite, à moins de { $count } kilomètres :
near-remote = Voici des réunions par téléphone et en ligne.
near-everywhere = Voici les prochaines réunions de partout.
near-none = Près de là, je ne connais aucune réunion de ce genre dans les sept prochains jours.
near-further = C'étaient toutes celles des deux prochains jours. Ensuite :
near-end = C'étaient toutes les réunions près de là dans les sept prochains jours.
near-end-open = C'étaient toutes les réunions ouvertes près de là dans les sept prochains jours.
near-only-phone = Seulement les réunions par téléphone, de partout.
near-all-kinds = Tous les genres de réunions près de là.

## Vers une réunion de la liste qui se tient par téléphone (touche 1)

onward-call = Je vous relie à { $name }. On y voit le numéro de cette ligne, pas le vôtre. Patientez, s'il vous plaît, pendant que son code est tapé pour vous. Quand cette réunion finit, vous revenez ici.
onward-back = Vous êtes de retour dans la liste des réunions.
onward-missed = Cette réunion n'a pas pu être jointe à l'instant.
onward-full = Trop de personnes sont mises en relation en ce moment. Vous pouvez appeler cette réunion vous-même.
onward-not = Cet appel ne peut pas être mis en relation. Vous pouvez appeler cette réunion vous-même.
# { $when } est une des phrases de « Heures ».
onward-early = Cette réunion commence { $when }. À partir de dix minutes avant, la touche 1 de cette liste vous y relie.
onward-over = Cette réunion est finie.
# Un numéro et des codes, chiffre par chiffre.
onward-number = Le numéro est : { $phone }.

format-speaker = Une réunion de témoignage.
format-discussion = Une réunion de discussion.
format-step = Une réunion d'étapes.
format-newcomer = C'est une réunion pour accueillir les nouveaux.
format-literature = Une réunion de littérature.
format-meditation = Avec de la méditation.
format-women = Pour les femmes.
format-men = Pour les hommes.
format-young = Pour les jeunes.
format-lgbtq = L G B T Q.
format-candlelight = À la lumière des bougies.
format-wheelchair = On peut y entrer en fauteuil roulant.
format-asl = En langue des signes.
format-tradition = Une réunion de traditions.
format-concept = Une réunion de concepts.
format-questions = Avec des questions et des réponses.
format-jft = Avec la lecture du jour.
format-secular = Une réunion laïque.
format-seniors = Pour les personnes âgées.
format-color = Pour les personnes de couleur.
format-indigenous = Pour les personnes autochtones.
format-outdoor = En plein air.
format-children = Les enfants sont bienvenus.
format-childcare = Quelqu'un s'occupe des enfants.
format-no-children = Venez sans enfants, s'il vous plaît.
format-bilingual = En deux langues.
format-holidays = Pas les jours fériés.
format-restricted = Tout le monde ne peut pas y entrer.
format-language = En { $language }.

## Ce qu'ouvre un code (touche dièse)

pin = Si vous avez un code, tapez ses neuf chiffres.
pin-wrong = Ce code n'est pas bon. Tapez encore les neuf chiffres, ou restez en ligne.
pin-over = C'était le troisième essai. Vous pourrez réessayer dans un autre appel.
pin-locked = Ce code est bloqué pour un jour. Un responsable peut le débloquer avant.
pin-later = Je ne peux pas vérifier de code en ce moment. Réessayez dans quelques minutes, s'il vous plaît.
pin-leader = Votre code est bon.
pin-early = Vous pourrez animer à partir du { $date }. D'ici là, vous êtes dans la réunion comme tout le monde.

## Pour les responsables, derrière leur code

desk-hello = Bonjour, { $name }.
desk-keys = Tapez les trois chiffres d'une phrase. Pour les annonces, zéro, puis dièse. Pour revenir, étoile, puis dièse.
desk-language = Pour une autre langue, 9, puis dièse.
desk-leading = Pour animer la réunion, 1, puis dièse.
desk-back = Retour au début.
desk-away = On ne peut pas atteindre les enregistrements en ce moment. Rien n'est perdu. Réessayez dans quelques minutes, s'il vous plaît.
desk-unsure = Je n'ai pas pu voir si c'est fait. Vérifiez-le, s'il vous plaît.
desk-gone = Ce code n'ouvre plus le menu des responsables.
desk-account = Cette ligne n'a pas de compte à la compagnie de téléphone. Elle ne peut donc pas enregistrer un appel.
desk-uncopied = C'est fait, mais on n'a pas pu en garder de copie. Prévenez la personne qui s'occupe de la ligne, s'il vous plaît.
sentence-none = Aucune phrase n'a ce numéro.
sentence-heard = Voici ce qu'on entend.
sentence-last = C'est le dernier enregistrement.
sentence-words = Les mots sont : { $words }
sentence-outdated = L'enregistrement a d'autres mots. On entend donc la voix de l'ordinateur.
sentence-opening = Seul ce début est enregistré. Ce qui suit change à chaque fois : laissez votre voix en suspens.
sentence-fixed = Celle-ci change à chaque appel. On ne peut donc pas l'enregistrer.
sentence-keys = Pour l'enregistrer, faites le 1. Pour l'entendre encore, le 4. Pour une autre phrase, étoile.
sentence-draft = Il y a un brouillon. Pour l'entendre, faites le 2.
sentence-undo = Pour retirer le dernier enregistrement, faites le 9.
sentence-published = C'est fait. On l'entendra dès le prochain appel.
sentence-meanwhile = Quelqu'un d'autre vient de changer cette phrase. Votre enregistrement est gardé comme brouillon.
undo-recording = Retiré. On entend l'enregistrement d'avant.
undo-voice = Retiré. On entend la voix de l'ordinateur.
undo-changed = Quelqu'un d'autre vient de changer cette phrase. Rien n'a été retiré.
undo-nothing = Il n'y a pas d'enregistrement à retirer.
record-tone = Parlez après le signal sonore. À la fin, faites dièse.
record-announcement = Vous avez vingt secondes.
take-wait = Un instant.
take-slow = C'est plus long que d'habitude. S'il est bon, ce sera un brouillon, et vous pourrez l'entendre plus tard.
take-short = C'était trop court. Dites toute la phrase, s'il vous plaît.
take-long = C'était trop long. Faites plus court, s'il vous plaît.
take-silent = Je n'ai rien entendu. Parlez plus près du téléphone, s'il vous plaît.
take-clipped = C'était trop fort. Tenez le téléphone un peu plus loin, s'il vous plaît.
take-noisy = Je n'ai pas distingué votre voix du bruit. Cherchez un endroit plus calme, s'il vous plaît.
take-unreadable = Cet enregistrement n'a pas pu servir. Dites-le encore une fois, s'il vous plaît.
review-keys = Pour qu'on l'entende, faites le 1. Pour l'enregistrer encore, le 2. Pour le garder comme brouillon, le 3. Pour l'entendre encore, le 4.
review-kept = Il est gardé comme brouillon.
announcements-none = Aucune annonce n'est entendue ni prévue. Pour en enregistrer une, faites le 1. Pour revenir, étoile.
announcement-heard = Annonce { $number } sur { $count }, du { $begins }, jusqu'au { $ends }.
announcement-draft = Annonce { $number } sur { $count }, un brouillon.
announcements-keys = Pour en enregistrer une nouvelle, faites le 1. Pour la suivante, le 2. Pour dire quand on entend celle-ci, le 3. Pour l'enlever, le 9. Pour revenir, étoile.
announcement-keys = Pour dire quand on l'entend, faites le 1. Pour l'enregistrer encore, le 2. Pour la garder comme brouillon, le 3.
announcement-begins = À partir de quand ? Pour maintenant, faites le 1, puis dièse. Sinon, tapez le mois, le jour et l'heure en six chiffres : 1 1 2 7 1 8, c'est le 27 novembre, à 18 heures.
announcement-ends = Jusqu'à quand ? Tapez le mois, le jour et l'heure en six chiffres.
announcement-confirm = On l'entendra du { $begins }, jusqu'au { $ends }. Si c'est bien cela, faites le 1. Pour le changer, le 2. Pour tout laisser comme avant, le 3.
confirm-keys = Si c'est bien cela, faites le 1. Pour le changer, le 2. Pour tout laisser comme avant, le 3.
announcement-left = Rien n'est changé.
announcement-published = C'est fait. À partir de là, on l'entend avant l'accueil.
announcement-withdrawn = Elle est enlevée.
announcement-refused = La fin doit être après le début, et soixante jours après au plus.
moment-wrong = Ce mois, ce jour et cette heure ne vont pas. Pour revenir, faites étoile, puis dièse.
leading-hours = Pour vos créneaux, faites le 2.
hours-many = Vous animez { $count } créneaux dans les sept prochains jours.
hours-one = Vous animez { $when } : { $title }.
hours-keys = Pour rendre ce créneau, faites le 1. Pour le suivant, le 2. Pour les créneaux que personne n'anime, le 3. Pour revenir, étoile.
hours-day = Pour le jour suivant, le 5.
hours-none = Vous n'animez aucune réunion dans les sept prochains jours. Pour les créneaux que personne n'anime, faites le 3. Pour revenir, étoile.
hours-last = C'était le dernier.
hours-again = Pour recommencer, faites le 2. Pour revenir, étoile.
give-back-one = Vous allez rendre votre créneau, { $when } : { $title }. Personne ne l'animera, jusqu'à ce que quelqu'un le prenne.
give-back-keys = Pour le rendre, faites le 1. Pour le garder, étoile.
give-back-done = Il est rendu, pour cette fois seulement. Ceux qui animent l'entendent dans leur liste quand ils appellent. Si vous pouvez, prévenez la personne qui tient le planning.
give-back-kept = Vous le gardez.
uncovered-many = Personne n'anime { $count } créneaux dans les sept prochains jours.
uncovered-one = Personne n'anime { $when } : { $title }.
uncovered-keys = Pour prendre ce créneau, faites le 1. Pour le suivant, le 2. Pour revenir à vos créneaux, étoile.
uncovered-none = Chaque réunion des sept prochains jours est animée. Pour revenir à vos créneaux, faites étoile.
uncovered-last = C'était le dernier.
hour-took = Merci. Vous animez { $when } : { $title }.
hour-faster = { $leader } a pris ce créneau juste avant vous. Merci quand même.
hour-later = Ce jour-là, vous ne pouvez pas encore animer. Le créneau reste donc libre. Merci d'avoir demandé.
hour-elsewhere = Vous animez une autre réunion à ce moment-là. Ce créneau reste donc libre.
hour-gone = Ce créneau a changé entre-temps.
hours-no-more = Vous n'êtes plus sur la liste de ceux qui animent. Demandez à la personne qui tient le planning, s'il vous plaît.
hours-away = On ne peut pas lire vos créneaux en ce moment. Rien n'a été changé. Réessayez plus tard, s'il vous plaît.
hours-unsure = Il n'est pas certain que ce soit fait. Écoutez vos créneaux encore une fois avant de raccrocher, s'il vous plaît.
hour-room = Dans la salle { $room }.
hour-closed = Une réunion fermée.

## Heures. Les deux modèles sont de Babel : pour une heure juste, et pour une autre.

clock-hour = H 'heures'
clock-minute = H 'heures' m
# « Zéro heure », « une heure » et « vingt et une heures » sont écrites, pour que toute voix les dise bien.
at-clock = { $of_day ->
    [0] à zéro heure { $minute }
    [1] à une heure { $minute }
    [21] à vingt et une heures { $minute }
   *[other] à { $clock }
  }
at-noon = à midi
at-midnight = à minuit
when-soon = dans { $minutes ->
    [1] une minute
   *[other] { $minutes } minutes
  }, { $at }
when-now = maintenant, { $at }
when-today = aujourd'hui { $at }
when-tonight = ce soir { $at }
when-tonight-midnight = ce soir { $at }
when-tomorrow = demain { $at }
when-day = { $day } { $at }
when-week = dans une semaine, { $day }, { $at }
when-day-midnight = { $day } soir, { $at }
when-tomorrow-midnight = demain soir, { $at }
date-pattern = { $day_of_month ->
    [1] '1er' MMMM
   *[other] d MMMM
  }
date-clock = { $date }, { $at }
