### Todas las frases que se oyen en español. Palabras sencillas, cortas, frases enteras.
### Una línea puede decirlas con sus propias palabras: [line.texts.es] en line.toml.
### Siempre disponibles: { $line } (el nombre de la línea, dentro de una frase), { $line_first }
### (el mismo, al comienzo de una), { $fellowship } y { $country } (dos letras mayúsculas).

## El saludo

welcome = Le damos la bienvenida a { $line }.
# Se dice en español dentro de una llamada en otro idioma.
offer = Para español, oprima nueve.
# Lo mismo cuando otro idioma viene antes.
offer-again = Para español, oprima nueve dos veces.
greeting-on = Ahora mismo hay una reunión. Quédese en la línea para entrar, o marque 1.
greeting-off = En este momento no hay reunión aquí. La próxima es { $when }.
greeting-others = Para oír otras reuniones, quédese en la línea, o marque 2; cercanas, 3.
greeting-list = Para oír las próximas reuniones, quédese en la línea, o marque 2; cercanas, 3.
greeting-keys = Para otras reuniones, marque 2; cercanas, 3. Para ayuda o una persona, marque cero.
greeting-zero = Para ayuda o una persona, marque cero.
# Se dice después de la bienvenida cuando llegaron demasiadas llamadas del mismo número.
listening = En poco tiempo llegaron muchas llamadas de este número, así que en esta llamada usted puede escuchar, pero no hablar.
greeting-help = Marque 1, o quédese en la línea, para estar en la reunión. Marque 2 para oír otras reuniones, 3 para las cercanas. El 4 dice qué es { $fellowship } y cómo es una reunión. El cero es ayuda.
quiet-help = Marque 2, o quédese en la línea, para oír las próximas reuniones, 3 para las cercanas. El 4 dice qué es { $fellowship } y cómo es una reunión. El cero es ayuda.

## Lo que se dice antes de seguir sin respuesta

wrong-key = Esa tecla no hace nada aquí.
then-next = Estas son las próximas reuniones.

## Ayuda

help-who = Le atienden miembros de { $fellowship }. Todos aquí estamos en recuperación, o buscándola.
danger = Somos miembros, no profesionales. No podemos ver quién es usted ni dónde está, así que no podemos enviar ayuda. Si hay una vida en peligro, cuelgue y llame al { emergency }.
# A quién llamar en el país de la línea; en otros países se dice en line.toml.
emergency = { $country ->
    [US] 9 1 1, o al 9 8 8
    [CA] 9 1 1, o al 9 8 8
    [FR] 1 5, o al 1 1 2, o al 31 14
   *[other] número de emergencias
  }
help-person = Para hablar con una persona, quédese en la línea, o marque cero otra vez.
help-meeting = Para hablar con la gente, quédese en la línea, o marque 1, y estará en la reunión.
help-meeting-listening = Para oír a la gente, quédese en la línea, o marque 1, y estará en la reunión.
help-list = Para encontrar a la gente, quédese en la línea, o marque 2, y oirá las próximas reuniones.
help-keys = Marque 4 para saber qué es { $fellowship }. La estrella vuelve atrás.
help-leaders = Si usted dirige una reunión aquí, o cuida esta línea, marque la tecla numeral.
person-call = Estoy llamando a una persona. Puede sonar medio minuto. Con la estrella vuelve aquí.
person-call-room = Estoy llamando a una persona. Puede sonar medio minuto. Con la estrella, o al terminar esa llamada, vuelve a la reunión.
person-away = Nadie pudo contestar en este momento. Inténtelo más tarde, por favor. La reunión y la lista están siempre aquí.
person-number = Por favor, cuelgue y llame a este número: { $number }. Otra vez: { $number }.
leader-later = Todavía no hay reunión. Para dirigir solo con su voz, llame otra vez a la hora en punto y quédese en la línea.
leader-listening = En esta llamada solo puede escuchar, así que no puede dirigir. Para dirigir, llame otra vez en diez minutos, por favor. Quédese en la línea para entrar en la reunión.
leader = Para dirigir solo con su voz, quédese en la línea.

## Sobre la confraternidad (tecla 4)

about-keys = Marque 2 para seguir, 1 para entrar en la reunión, estrella para volver.
about-1 = { $fellowship } somos personas que tuvimos un problema con las drogas y ahora nos ayudamos a seguir limpios. Solo hace falta el deseo de dejar de consumir. No cuesta nada. Nadie firma ni da su nombre.
about-2 = No importa qué droga, ni cuánta, ni por cuánto tiempo. Toda fe es bienvenida, y no tener ninguna también. No somos de ninguna iglesia, partido ni clínica.
about-3 = En una reunión se habla por turnos, unos minutos cada uno. Nadie comenta lo que otro dice, y nadie da órdenes. Usted dice su nombre de pila, o ninguno. Puede solo escuchar. El silencio es bienvenido.
about-4 = En una reunión de discusión, muchos comparten sobre un tema. En una reunión de orador, una persona cuenta cómo era, qué pasó, y cómo es ahora.
about-5 = Una reunión abierta es para todos, también familia y amigos. Una cerrada es para quienes tienen, o quizás tengan, un problema con las drogas. Y todo adicto es bienvenido en la reunión de cualquier grupo.
about-6 = ¿Consumió hoy? Usted es bienvenido. Entre y escuche ahora. Si quiere hablar, hable con alguien después.
about-7 = Un padrino o una madrina es un miembro que lleva tiempo limpio y recorre el programa con usted. Para encontrarlo, diga en una reunión: busco padrino, o busco madrina. Después hablarán con usted.
about-8 = Los doce pasos, en una frase: admitimos que solos no podemos, nos miramos con honestidad, reparamos lo que podemos, y pasamos a otros lo que nos ayudó.
about-9 = Lo que se oye aquí, aquí se queda. Esta línea no guarda el número ni el nombre de quien llama.
# Said after it: the first where the line has the account to do so.
about-erased = Poco después de su llamada hacemos que la compañía telefónica la borre de su lista. Algunos de sus datos no los puede borrar nadie.
about-kept = La compañía telefónica que lleva la llamada guarda sus propios datos, y no los podemos borrar.
about-end = Eso es todo.

## La hora

joining = Va a entrar a { $title }.
joining-next = A continuación, { $at }: { $title }.
joining-last = Ahora: { $title }.
joining-open = Abierta a todos.
joining-closed = Para quienes tienen, o quizás tengan, un problema con las drogas. Para reuniones abiertas, marque 2.
joining-language = Se habla en { $language }.
joining-keys = Marque estrella para oír las opciones.
# Cuando hay varias reuniones a la vez.
choose-count = { $count ->
    [2] Ahora hay dos reuniones.
    [3] Ahora hay tres reuniones.
   *[other] Ahora hay { $count } reuniones.
  }
choose-one = Para { $title }, marque { $key }.
choose-other = Para { $title }, en { $language }, marque { $key }.
choose-stay = O quédese en la línea para entrar en la primera.
# Una reunión con muchísima gente tiene varias salas.
joining-full = Hay mucha gente. Usted está en la sala { $number } de esta reunión.
joining-locked = En la primera sala no puede entrar nadie más por ahora. Usted está en la sala { $number } de esta reunión.
joining-refused = La línea no pudo llevarle a esa sala. Ahora va a entrar en la sala { $number } de esta reunión.
joining-muted = Su línea entra silenciada. Para hablar, marque estrella y después 6.
joining-hands = Su línea entra silenciada. Para hablar, marque estrella y después 2, y espere a que quien dirige le dé la palabra.
rooms-full = Lo sentimos. Ahora mismo ninguna sala puede recibirle. Inténtelo en unos minutos, por favor.
# A quien fue sacado por quien dirige, en ese momento y si vuelve a llamar en esa hora.
removed = Usted quedó fuera de esta reunión. Lo decidió quien la dirige.
removed-until = Puede volver a entrar { $at }.
# Tras el PIN de quien dirige.
leading-soon = Su turno comienza { $when }.
leading-now = Marque 1, o quédese en la línea, para dirigir la reunión ahora.
leading-early = Marque 1, o quédese en la línea, para entrar ahora. Cuando comience su turno, dirige usted.
leading-off = Todavía no hay reunión. Para dirigir, llame otra vez a la hora en punto y marque su PIN.
leading-elsewhere = Ese turno es en otra sala. Para dirigirlo, llame otra vez cuando comience y marque su PIN. Marque 1, o quédese en la línea, para entrar en la reunión de ahora.
leading-not = Marque 1, o quédese en la línea, para entrar en la reunión.
no-meeting = En este momento no hay reunión aquí.
sorry = Algo falló de nuestro lado. Ahora va a entrar en la reunión.
# When nothing here answers: the carrier then has it from elsewhere, and only by the voice.
fallback = Le damos la bienvenida a { $line }. Ahora mismo las teclas no hacen nada. Va a entrar en la reunión. Hasta que llegue alguien más, oirá música.
goodbye = Gracias por llamar. Puede llamar a cualquier hora. Adiós.
limit = Una llamada puede durar cuatro horas como máximo, y la suya está por terminar. Si quiere, vuelva a llamar ahora mismo. Adiós.

## En la sala

room-keys = Marque 6 para silenciarse o hablar. 2, levantar la mano. 4, qué reunión hay. 1, volver a la reunión. Cero, ayuda. Estrella, el menú principal.
room-keys-listening = Marque 4 para saber qué reunión hay. 1, volver a la reunión. Cero, ayuda. Estrella, el menú principal.
room-help = Quédese en la línea, o marque 1, para volver a la reunión. El 6 le silencia, o le deja hablar otra vez. El 2 levanta la mano, o la baja. El 4 dice qué reunión hay.
room-help-listening = Quédese en la línea, o marque 1, para volver a la reunión. En esta llamada solo puede escuchar. El 4 dice qué reunión hay.
room-on = Ahora: { $title }. { $minutes ->
    [one] Queda un minuto.
   *[other] Quedan { $minutes } minutos.
  }
room-late = { $title } sigue más allá de su hora.
room-then = Después, { $at }: { $title }.
room-muted = Su línea está silenciada. Estrella y 6, para hablar.
room-unmuted = Puede hablar.
room-listening = En esta llamada solo puede escuchar. Para hablar, llame otra vez en diez minutos, por favor.
room-over = La reunión terminó. Gracias por estar aquí.
room-people = { $people ->
    [one] Usted es la única persona aquí.
   *[other] Hay { $people } personas.
  }
room-hand-up = Su mano está levantada. { $before ->
    [0] Nadie está antes que usted.
    [one] Hay una persona antes que usted.
   *[other] Hay { $before } personas antes que usted.
  }
room-hand-down = Bajó la mano.
room-hands-unknown = Ahora mismo no se pueden contar las manos. Puede hablar sin más.
room-mute-refused = Ahora solo habla quien recibe la palabra de quien dirige. Para levantar la mano, marque 2.
room-person = Para hablar con una persona, marque cero.
room-stay = Quédese en la línea, y vuelve a la reunión.

# Tras dos horas sin una tecla ni una palabra; después la línea se despide. Hay teléfonos sin teclas: la
# voz tiene que bastar.
still-ask = Hace un rato que no sabemos de usted. ¿Quiere seguir en la reunión? Marque cualquier tecla, o simplemente diga sí.
still-again = ¿Sigue ahí? Marque cualquier tecla, o diga algo, y se queda en la reunión. Si no, nos despedimos ahora.
still-stay = Gracias. Está otra vez en la reunión.
still-gone = No le oímos, así que esta llamada termina aquí. Llame otra vez a cualquier hora, de día o de noche: siempre será bienvenida su llamada. Adiós.

## En la sala, para quien dirige

lead-keys = Usted dirige. Marque 6 para silenciarse o hablar, 8 para la siguiente mano, 9 para silenciar la última voz, 1 para volver, cero para ayuda y más teclas.
lead-more = 7, quién puede hablar. 5, cerrar o abrir la sala. 3, abrir la próxima hora diez minutos más tarde. 4, quién está. 2, su mano. Tecla numeral, pasar la dirección. Estrella, este menú.
lead-unknown = Ahora mismo no funcionan 3, 5, 7, 8, 9 y la tecla numeral. 6, 4 y cero sí.
lead-other = Ahora dirige { $name }.
lead-not = Ahora no dirige usted.
lead-locked = La sala está cerrada. Quien llega va a otra sala.
lead-unlocked = La sala está abierta para quien llega.
lead-mode-open = Todos pueden hablar.
lead-mode-muted = Todas las líneas están silenciadas. Cada persona puede volver a hablar con el 6.
lead-mode-hands = Solo habla quien recibe la palabra de usted.
lead-called = La siguiente persona puede hablar.
lead-no-hand = No hay ninguna mano levantada.
# { $at } es una hora, como: a las 8:14 de la noche.
lead-hushed = Silenciada: la línea que entró { $at }. Otra vez 9 la saca.
lead-hushed-somebody = Silenciada: la línea que habló por última vez. Otra vez 9 la saca.
lead-removed = Está fuera hasta el final de la hora.
lead-no-voice = No sé quién habló por última vez.
lead-handed = Ahora dirige otra persona.
lead-absent-named = { $name } todavía no está.
lead-absent = No hay nadie aquí que pueda dirigir.
lead-later = La próxima hora se abre diez minutos más tarde.
lead-early = Eso solo funciona en los últimos diez minutos de la hora.
lead-none-next = No hay otra reunión justo después de esta.
lead-hands = { $hands ->
    [0] No hay manos levantadas.
    [one] Hay una mano levantada.
   *[other] Hay { $hands } manos levantadas.
  }

## Lo que oyen todos en la sala, o una sola persona

tell-met = Ha entrado alguien. Ya pueden oírse. Esto es una reunión.
tell-open = Todos pueden hablar.
tell-muted = Ahora todas las líneas están silenciadas, para que se oiga a una persona. Para hablar, marque estrella y 6.
tell-hands = Desde ahora habla una persona a la vez. Para pedir su turno, marque estrella y 2.
tell-turn = Es su turno. Ya puede hablar.
tell-hand = Ahora habla la siguiente persona.
tell-hushed = Quien dirige silenció su línea. Para pedir su turno, marque estrella y 2.
tell-you-lead = Ahora usted dirige esta reunión. Estrella es para sus teclas.
tell-ending = Esta hora termina en unos minutos.
tell-after = Después sigue { $title }.
tell-leads = La dirige { $leader }.
tell-nobody = Todavía nadie tiene ese turno. Si usted puede dirigir, hágalo, por favor.
tell-next-here = Solo usted oye esto. Ya está aquí quien dirige la próxima hora: { $leader }.
tell-next-away = Solo usted oye esto. Todavía no está aquí quien dirige la próxima hora: { $leader }.
tell-opening = Les damos la bienvenida. Esta hora es { $title }.
tell-awaited = El turno es de { $leader }, que todavía no está aquí. Cualquiera puede empezar.
tell-begin = Nadie tiene este turno. Cualquiera puede empezar.
tell-over = La hora terminó. La sala sigue abierta diez minutos más.
tell-closing = Esta sala cierra en dos minutos. Gracias por estar aquí. Quédese en la línea para oír las próximas reuniones.
tell-elsewhere = Quien dirige está en otra sala de esta reunión. Aquí, cualquiera puede empezar.
tell-met-muted = Ha entrado alguien. Esto es una reunión. Para hablar, marque estrella y 6.
tell-met-hands = Ha entrado alguien. Esto es una reunión. Para pedir su turno, marque estrella y 2.

## A solas en la sala

wait-first = Está en la reunión. En este momento no hay nadie más. Cuando entre alguien, podrán oírse.
wait-first-listening = Está en la reunión. En este momento no hay nadie más. Cuando entre alguien, usted le oirá.
wait-hour = Esta hora es { $title }.
wait-leader = Este turno es de { $leader }.
wait-keys = Marque estrella para oír las opciones.
wait-again = Todavía no hay nadie más. Quédese cuanto quiera.
# Después de room-then, que dice qué sigue.
wait-leader-next = Ese turno es de { $leader }.
wait-ringing = En este momento se llama a alguien para que venga a dirigir. Quizás no pueda venir.
wait-rung = Nadie pudo venir a dirigir por ahora. Puede quedarse. Con dos personas ya hay reunión.
# Lo que se graba para la espera: uno en cada vuelta, con silencio antes y después.
wait-reading-1 = Aquí no tiene que decir nada, y no tiene que dar su nombre. Puede colgar, y volver a llamar cuando quiera.
wait-reading-2 = En una reunión habla una persona, y las demás escuchan. Nadie juzga lo que usted dice.
wait-reading-3 = No importa qué consumió, ni cuánto. Si quiere parar, o se pregunta si quiere, está en el lugar correcto.
wait-reading-4 = Casi todos tuvimos miedo la primera vez. No sabíamos qué decir. Bastaba con escuchar.
wait-reading-5 = Nadie tiene que seguir limpio toda una vida de una vez. Lo intentamos por un día. Cuando el día es difícil, por una hora.
wait-reading-6 = Qué bueno que llamó. Muchos de nosotros esperamos mucho tiempo antes de hacer una llamada como esta.
wait-reading-7 = Hay horas tranquilas aquí. No tiene que ver con usted. Después de esta hora viene otra, y puede llamar en cualquiera de ellas.

## Lo que abre un PIN (tecla numeral)

pin = Si tiene un PIN, marque sus nueve cifras.
pin-wrong = Ese PIN no es correcto. Marque otra vez las nueve cifras, o quédese en la línea.
pin-over = Ese fue el tercer intento. Puede intentarlo en otra llamada.
pin-locked = Este PIN está bloqueado por un día. Un operador puede desbloquearlo antes.
pin-later = Ahora mismo no puedo comprobar un PIN. Inténtelo en unos minutos, por favor.
pin-leader = Su PIN es correcto.
pin-early = Puede dirigir a partir del { $date }. Hasta entonces está en la reunión como todos.

## Para operadores, tras su PIN

desk-hello = Hola, { $name }.
desk-keys = Marque las tres cifras de una frase. Para los avisos, cero y la tecla numeral. Para volver, estrella y la tecla numeral.
desk-language = Para otro idioma, 9 y la tecla numeral.
desk-leading = Para dirigir la reunión, 1 y la tecla numeral.
desk-back = De vuelta al comienzo.
desk-away = Ahora mismo no se puede llegar a las grabaciones. No se pierde nada. Inténtelo en unos minutos, por favor.
desk-unsure = No pude ver si eso se hizo. Compruébelo otra vez, por favor.
desk-gone = Este PIN ya no abre el menú de operadores.
desk-account = Esta línea no tiene cuenta en la compañía telefónica, así que no puede grabar una llamada.
desk-uncopied = Está hecho, pero no se pudo guardar una copia. Avise a quien cuida la línea, por favor.
sentence-none = No hay ninguna frase con ese número.
sentence-heard = Quien llama oye esto.
sentence-last = Esta es la última grabación.
sentence-words = Las palabras son: { $words }
sentence-outdated = La grabación tiene otras palabras, así que se oye la voz de la computadora.
sentence-opening = Solo se graba este comienzo. Cada vez le sigue algo nuevo, así que deje la voz en suspenso.
sentence-fixed = Esta cambia en cada llamada, así que no se puede grabar.
sentence-keys = Para grabarla, marque 1. Para oírla otra vez, 4. Para otra frase, estrella.
sentence-draft = Hay un borrador. Para oírlo, marque 2.
sentence-undo = Para retirar la última grabación, marque 9.
sentence-published = Hecho. La próxima llamada la oye.
sentence-meanwhile = Otra persona acaba de cambiar esta frase. Su grabación queda como borrador.
undo-recording = Retirada. Se oye la grabación anterior.
undo-voice = Retirada. Se oye la voz de la computadora.
undo-changed = Otra persona acaba de cambiar esta frase. No se retiró nada.
undo-nothing = No hay ninguna grabación que retirar.
record-tone = Hable después del tono. Al final, marque la tecla numeral.
record-announcement = Tiene veinte segundos.
take-wait = Un momento.
take-slow = Tarda más que de costumbre. Si sirve, quedará como borrador, y podrá oírlo más tarde.
take-short = Fue demasiado corto. Diga la frase entera, por favor.
take-long = Fue demasiado largo. Hágalo más corto, por favor.
take-silent = No oí nada. Hable más cerca del teléfono, por favor.
take-clipped = Sonó demasiado fuerte. Aleje un poco el teléfono, por favor.
take-noisy = No distinguí su voz del ruido. Busque un lugar más tranquilo, por favor.
take-unreadable = Esa grabación no sirve. Dígalo otra vez, por favor.
review-keys = Para que se oiga, marque 1. Para grabarla otra vez, 2. Para dejarla como borrador, 3. Para oírla otra vez, 4.
review-kept = Queda como borrador.
announcements-none = No hay ningún aviso, ni ahora ni más adelante. Para grabar uno, marque 1. Para volver, estrella.
announcement-heard = Aviso { $number } de { $count }, desde { $begins } hasta { $ends }.
announcement-draft = Aviso { $number } de { $count }, un borrador.
announcements-keys = Para grabar uno nuevo, marque 1. Para el siguiente, 2. Para decir cuándo se oye este, 3. Para quitarlo, 9. Para volver, estrella.
announcement-keys = Para decir cuándo se oye, marque 1. Para grabarlo otra vez, 2. Para dejarlo como borrador, 3.
announcement-begins = ¿Desde cuándo? Para ahora, marque 1 y la tecla numeral. Si no, marque mes, día y hora en seis cifras: 1 1 2 7 1 8 es el 27 de noviembre, a las 6 de la tarde.
announcement-ends = ¿Hasta cuándo? Marque mes, día y hora en seis cifras.
announcement-confirm = Se oirá desde { $begins } hasta { $ends }. Si es correcto, marque 1. Para cambiarlo, 2. Para dejar todo como estaba, 3.
confirm-keys = Si es correcto, marque 1. Para cambiarlo, 2. Para dejar todo como estaba, 3.
announcement-left = No cambia nada.
announcement-published = Hecho. Desde entonces se oye antes del saludo.
announcement-withdrawn = Ya no se oye.
announcement-refused = El final tiene que ser posterior al comienzo, y como máximo sesenta días después.
moment-wrong = Ese mes, día y hora no sirven. Para volver, marque estrella y la tecla numeral.
leading-hours = Para sus turnos, marque 2.
hours-many = Usted dirige { $count } turnos en los próximos siete días.
hours-one = Usted dirige { $when }: { $title }.
hours-keys = Para dejar este turno libre, marque 1. Para el siguiente, 2. Para los turnos que nadie dirige, 3. Para volver, estrella.
hours-day = Para el día siguiente, 5.
hours-none = Usted no tiene ningún turno en los próximos siete días. Para los turnos que nadie dirige, marque 3. Para volver, estrella.
hours-last = Ese fue el último.
hours-again = Para empezar otra vez, marque 2. Para volver, estrella.
give-back-one = Usted va a dejar libre su turno, { $when }: { $title }. Nadie lo dirige entonces, hasta que alguien lo tome.
give-back-keys = Para dejarlo libre, marque 1. Para conservarlo, estrella.
give-back-done = Queda libre, solo por esta vez. Quienes dirigen lo oyen en su lista cuando llaman. Si puede, avise a quien lleva los turnos.
give-back-kept = Usted lo conserva.
uncovered-many = Nadie dirige { $count } turnos en los próximos siete días.
uncovered-one = Nadie dirige { $when }: { $title }.
uncovered-keys = Para tomar este turno, marque 1. Para el siguiente, 2. Para volver a sus turnos, estrella.
uncovered-none = Todas las reuniones de los próximos siete días tienen quien las dirija. Para volver a sus turnos, marque estrella.
uncovered-last = Ese fue el último.
hour-took = Gracias. Usted dirige { $when }: { $title }.
hour-faster = { $leader } tomó ese turno justo antes que usted. Gracias de todos modos.
hour-later = Ese día usted todavía no puede dirigir, así que el turno sigue libre. Gracias por preguntar.
hour-elsewhere = A esa hora usted dirige otra reunión, así que este turno sigue libre.
hour-gone = Ese turno cambió mientras tanto.
hours-no-more = Usted ya no está en la lista de quienes dirigen. Pregunte, por favor, a quien lleva los turnos.
hours-away = Sus turnos no se pueden leer ahora. No se cambió nada. Inténtelo más tarde, por favor.
hours-unsure = No es seguro que se haya hecho. Oiga sus turnos otra vez antes de colgar, por favor.
hour-room = En la sala { $room }.
hour-closed = Una reunión cerrada.

## Nadie vino a dirigir

# A quien dirige y recibe la llamada. Puede contestar otra persona, o una máquina: no debe decir de qué confraternidad es.
standin = Hola. Esta llamada es para una persona voluntaria. En una reunión por teléfono, donde usted se ofreció a suplir, no hay quien dirija ahora, y alguien espera. Si usted no es esa persona, cuelgue, por favor. Para entrar y dirigir, marque 1. Si no puede, marque 2, o cuelgue.
standin-again = Alguien espera en una reunión por teléfono, y no hay quien la dirija. Si usted no es la persona voluntaria, cuelgue, por favor. Para entrar y dirigir, marque 1. Si no puede, marque 2, o cuelgue.
standin-come = Gracias. Ahora va a entrar, y dirige usted. En la reunión, marque estrella para oír sus teclas.
standin-no = Está bien. Gracias, y hasta pronto.
standin-late = Ya no hace falta. Gracias por contestar, y hasta pronto.
# A todos en la sala.
unled = Nadie pudo venir a dirigir.
unled-how = Ustedes mismos pueden hacer la reunión. Habla una persona a la vez, unos minutos; las demás escuchan. Si no quiere hablar, diga: paso.

## Las próximas reuniones. { $at } es una de las frases de «Horas».

list-welcome = { $line_first }.
list-soon = En { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
  }, { $at }: { $name }.
list-now = Comienza ahora, { $at }: { $name }.
list-began = Comenzó hace { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
  }, { $at }: { $name }.
list-today = Hoy { $at }: { $name }.
list-tonight = Hoy { $at }: { $name }.
list-tonight-midnight = Hoy { $at }: { $name }.
list-tomorrow = Mañana, { $day }, { $at }: { $name }.
list-day = El { $day } { $at }: { $name }.
list-week = El { $day }, dentro de una semana, { $at }: { $name }.
list-tomorrow-midnight = Mañana por la noche, { $day }, { $at }: { $name }.
list-day-midnight = La noche del { $day }, { $at }: { $name }.

list-zone = { $id ->
    [eastern] Es la hora del Este.
    [central] Es la hora del Centro.
    [mountain] Es la hora de la Montaña.
    [pacific] Es la hora del Pacífico.
   *[other] Es la { $zone }.
  }
list-place = En { $place }.
list-state = Estado: { $state }.
list-phone = Por teléfono: { $phone }.
list-phone-too = O por teléfono: { $phone }.
# La línea misma llama a esa reunión.
list-connect = Por teléfono: marque 1 y le comunicamos.
list-connect-too = O por teléfono: marque 1 y le comunicamos.
list-online = Por internet, con una computadora o un teléfono inteligente.
list-online-too = O por internet, con una computadora o un teléfono inteligente.
list-open = Abierta a todos.
list-closed = Cerrada, para quienes tienen, o quizás tengan, un problema con las drogas.
list-street = El nombre de la calle se deletrea { $letters }.

list-first-keys = Marque 2 para la siguiente, 4 para oír esta despacio, estrella para volver.
list-more-keys = 3 es la anterior, 5 otro día, 6 solo reuniones abiertas, 7 solo por teléfono. 8 le espera.
list-other-day = El día siguiente.
list-only-open = Solo reuniones abiertas.
list-all-access = Reuniones abiertas y cerradas.
list-only-phone = Solo reuniones por teléfono.
list-all-kinds = Todo tipo de reuniones.
list-start = Esta es la primera.
list-none = No conozco ninguna reunión así en los próximos siete días.
list-end = Esas fueron todas las reuniones de los próximos siete días.
list-empty = La lista de reuniones no está disponible ahora. Vuelva a llamar más tarde, por favor.
paused = Espero. Marque cualquier tecla para seguir.
pause-still = Sigo esperando. Marque cualquier tecla para seguir.
pause-over = Seguimos.

## Reuniones cerca de quien llama (tecla 3)

near-ask = { $country ->
    [US] Marque su código postal, o diga su ciudad.
    [CA] Marque su código postal en las teclas, o diga su ciudad.
   *[other] Marque su código postal y luego numeral, o diga su ciudad.
  }
near-more = { $country ->
    [US] Marque los cinco números de su código postal, o diga su ciudad y su estado, por ejemplo: Albany, Nueva York.
    [CA] Marque su código postal: cada letra es la tecla en la que está. O diga su ciudad y su provincia.
   *[other] Marque su código postal y luego numeral, o diga su ciudad.
  } O quédese en la línea y oiga reuniones de todas partes.
near-one = Solo oí la tecla { $key }.
near-no-code = No conozco ese código.
near-not-heard = No lo entendí.
near-no-region = No sé dónde está usted.
near-give-up = No pude encontrar el lugar. Estas son las próximas reuniones de todas partes.
near-away = Ahora no puedo buscar lugares. Estas son las próximas reuniones.
near-place = Reuniones cerca de { $place }.
near-region = Su número es de { $place }. Reuniones cerca de allí.
near-code = Reuniones cerca de ese código postal.
near-keys = Marque 2 para la siguiente, 4 para oír esta despacio, estrella para otro lugar.
near-miles = { $count ->
    [0] A menos de una milla de allí.
    [one] A una milla de allí.
   *[other] A { $count } millas de allí.
  }
near-kilometres = { $count ->
    [0] A menos de un kilómetro de allí.
    [one] A un kilómetro de allí.
   *[other] A { $count } kilómetros de allí.
  }
near-wider-miles = Hay pocas, así que estas están a menos de { $count } millas.
near-wider-kilometres = Hay pocas, así que estas están a menos de { $count } kilómetros.
near-nothing-miles = No hay nada a menos de { $nearer } millas en los próximos dos días. A menos de { $count } millas:
near-nothing-kilometres = No hay nada a menos de { $nearer } kilómetros en los próximos dos días. A menos de { $count } kilómetros:
near-none-miles = A menos de { $count } millas no conozco ninguna reunión en los próximos dos días.
near-none-kilometres = A menos de { $count } kilómetros no conozco ninguna reunión en los próximos dos días.
near-later-miles = Después, a menos de { $count } millas:
near-later-kilometres = Después, a menos de { $count } kilómetros:
near-remote = Estas son reuniones por teléfono y por internet.
near-everywhere = Estas son las próximas reuniones de todas partes.
near-none = Cerca de allí no conozco ninguna reunión así en los próximos siete días.
near-further = Esas fueron todas en los próximos dos días. Después:
near-end = Esas fueron todas las reuniones cerca de allí en los próximos siete días.
near-end-open = Esas fueron todas las reuniones abiertas cerca de allí en los próximos siete días.
near-only-phone = Solo reuniones por teléfono, de todas partes.
near-all-kinds = Todo tipo de reuniones cerca de allí.

## Hacia una reunión de la lista que es por teléfono (tecla 1)

onward-call = Le comunico con { $name }. Allí ven el número de esta línea, no el de usted. Espere, por favor, mientras se marca la clave. Cuando esa reunión termine, estará aquí de nuevo.
onward-back = Está de nuevo en la lista de reuniones.
onward-missed = No se pudo llegar a esa reunión en este momento.
onward-full = En este momento se está comunicando a demasiadas personas. Puede llamar a esa reunión directamente.
onward-not = Esta llamada no se puede comunicar. Puede llamar a esa reunión directamente.
# { $when } es una de las frases de las horas.
onward-early = Esa reunión empieza { $when }. Desde diez minutos antes, la tecla 1 de esta lista le comunica.
onward-over = Esa reunión ya terminó.
# Un número y claves, cifra por cifra.
onward-number = El número es: { $phone }.

format-speaker = Reunión de orador.
format-discussion = Reunión de discusión.
format-step = Reunión de pasos.
format-newcomer = Se espera a los recién llegados.
format-literature = Reunión de literatura.
format-meditation = Con meditación.
format-women = Para mujeres.
format-men = Para hombres.
format-young = Para jóvenes.
format-lgbtq = Comunidad L G B T Q.
format-candlelight = A la luz de las velas.
format-wheelchair = Se puede entrar en silla de ruedas.
format-asl = Con lengua de señas.
format-tradition = Reunión de tradiciones.
format-concept = Reunión de conceptos.
format-questions = Con preguntas y respuestas.
format-jft = Con la lectura del día.
format-secular = Reunión sin religión.
format-seniors = Para personas mayores.
format-color = Para personas de color.
format-indigenous = Para personas indígenas.
format-outdoor = Al aire libre.
format-children = Se puede venir con niños.
format-childcare = Alguien cuida a los niños.
format-no-children = Se pide venir sin niños.
format-bilingual = En dos idiomas.
format-holidays = No en días festivos.
format-restricted = No todos pueden entrar en ese lugar.
format-language = En { $language }.

## Horas. Los dos modelos son de Babel: uno para la hora en punto y otro para las demás.

clock-hour = h
clock-minute = h:mm
at-clock = { $hour ->
    [1] a la
   *[other] a las
  } { $clock } { $part ->
    [dawn] de la madrugada
    [morning] de la mañana
    [afternoon] de la tarde
   *[night] de la noche
  }
at-noon = al mediodía
at-midnight = a la medianoche
when-soon = en { $minutes ->
    [one] un minuto
   *[other] { $minutes } minutos
  }, { $at }
when-now = ahora, { $at }
when-today = hoy { $at }
when-tonight = hoy { $at }
when-tonight-midnight = hoy { $at }
when-tomorrow = mañana { $at }
when-day = el { $day } { $at }
when-week = el { $day }, dentro de una semana, { $at }
when-day-midnight = la noche del { $day }, { $at }
when-tomorrow-midnight = mañana por la noche, { $at }
date-pattern = d 'de' MMMM
date-clock = el { $date }, { $at }
