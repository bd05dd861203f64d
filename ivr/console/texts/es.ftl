### Lo que leen los operadores. Palabras sencillas; los mismos nombres que en en.ftl.

## Everywhere

console = La línea de reuniones
skip = Ir al contenido
nav = Páginas
language = Idioma
sign-out = Cerrar sesión
error-title = Error:
to-the-console = Ir a la consola

nav-now = La línea ahora

lasting-days = { $count ->
    [one] 1 día
   *[other] { $count } días
}
lasting-hours = { $count ->
    [one] 1 hora
   *[other] { $count } horas
}
lasting-minutes = { $count ->
    [one] 1 minuto
   *[other] { $count } minutos
}
lasting-seconds = { $count ->
    [one] 1 segundo
   *[other] { $count } segundos
}

## Signing in

sign-in = Iniciar sesión
your-name = Su nombre
password = Contraseña
code = Código de su aplicación de autenticación
code-hint = Seis cifras. Déjelo vacío si no la ha activado.
sign-in-no = Ese nombre y esa contraseña, con el código si usa uno, no corresponden. Inténtelo de nuevo o pida ayuda a otro operador.
sign-in-code = Su cuenta pide también un código. Escriba otra vez su contraseña y las seis cifras que muestra ahora su aplicación de autenticación.
sign-in-wait = { $minutes ->
    [one] Demasiados intentos. Espere un minuto e inténtelo de nuevo.
   *[other] Demasiados intentos. Espere { $minutes } minutos e inténtelo de nuevo.
}
sign-in-again = El formulario era demasiado antiguo. Inicie sesión otra vez. Su navegador debe aceptar las cookies de esta página.

## What cannot be

signed-out-title = Nadie ha iniciado sesión
signed-out = Su sesión terminó, o no la ha iniciado. No se cambió nada: inicie sesión y hágalo de nuevo.
session-over-title = Su sesión terminó
session-over = Su cuenta se cambió o se quitó. Por eso se cerró su sesión, y lo que acaba de hacer no se hizo. Inicie sesión otra vez; si no puede, pida ayuda a otro operador.
not-operator-title = Solo para operadores
not-operator = Estas páginas son para los operadores de la línea. Si usted debe serlo, pídaselo a un operador.
other-site-title = Esto vino de otro sitio
other-site = El formulario no se envió desde una página de esta línea, así que no se cambió nada. Abra la consola y hágalo allí.
form-old-title = El formulario era demasiado antiguo
form-old = El formulario no es de esta sesión, así que no se cambió nada. Abra la página de nuevo y hágalo otra vez.
form-used = Este formulario ya se usó, y lo que creó se muestra una sola vez. Ahora no se cambió nada: abra la página de nuevo.
too-large-title = Es demasiado grande
too-large = Aquí no se pueden enviar más de { $kilobytes } kilobytes. No se cambió nada: envíe algo más corto.
redis-away-title = La memoria de la línea no responde
redis-away = Ahora no se puede llegar a la memoria de la línea (Redis), y sin ella la consola no funciona. Las llamadas se atienden como antes. Inténtelo en un minuto; si sigue así, avise a quien administra el servidor.
not-found-title = No existe esa página
not-found = En esta dirección no hay nada. Puede que la página haya cambiado de lugar o que se haya quitado lo que mostraba.
unreadable-title = No se pudo leer
unreadable = Su navegador envió algo que no se pudo leer. No se cambió nada: abra la página de nuevo.
failed-title = Algo salió mal
failed = La página falló, y el registro de la línea dice dónde. Las llamadas se atienden como antes. Si vuelve a ocurrir, avise a quien administra el servidor.
refused-title = No se pudo hacer
uncopied-title = Hecho, pero sin copia

reason-short = Una contraseña debe tener { $count } caracteres o más. Tres palabras que nadie adivinaría son una buena contraseña.
reason-unseen = Una contraseña solo puede tener caracteres visibles y espacios.
reason-of-name = Una contraseña no debe estar hecha del nombre. Elija otra.
reason-obvious = Esa contraseña es de las primeras que prueban los extraños. Elija otra.
reason-name = Un nombre debe ser una línea de 1 a { $count } caracteres.
reason-number = Aquí no puede haber un número de teléfono. Quítelo.
reason-letter = Un nombre debe tener una letra, para que no se tome por un número.
reason-taken = Ya hay una persona llamada { $name }. Elija otro nombre.
reason-last = { $name } es el último operador que puede iniciar sesión. Añada antes a otro.
reason-gone = Esa persona ya no está: alguien la quitó entretanto.
reason-full = Los 900 números están ocupados. Quite antes a alguien.
reason-role = Una persona debe ser operador, dirigir reuniones o las dos cosas.
reason-signs-in-nowhere = { $name } no inicia sesión aquí.
reason-release = No se puede leer lo que guarda la línea. Avise a quien administra el servidor: el registro dice más.
reason-no-version = No existe la versión { $version } de esta frase. Abra la página de nuevo.
reason-heard-already = La versión { $version } ya se oye.
reason-nothing-heard = No se oye ninguna grabación de esta frase.
reason-not-old = La grabación no está anticuada.
reason-lost = El almacén de grabaciones perdió esta grabación. Grábela de nuevo o avise a quien administra el servidor.
reason-withdrawn = El aviso se retiró. Grábelo de nuevo.
reason-no-announcement = Ese aviso no está.
reason-when-over = Eso ya pasó: ponga el final más tarde que ahora.
reason-when-turned = El final está antes del comienzo: póngalo más tarde.
reason-when-long = Un aviso se oye { $days } días como máximo: ponga un final más temprano y publíquelo otra vez entonces.
reason-note = Una nota debe ser una línea de { $count } caracteres como máximo.
reason-row = Un nombre corto tiene solo letras minúsculas, pocas cifras y guiones.
reason-row-letters = Ese nombre no tiene ninguna letra de la a a la z: escriba también un nombre corto para los turnos.
reason-row-number = Un nombre corto del archivo de líderes contiene un número de teléfono. Hay que cambiarlo allí.
reason-row-taken = Ya hay alguien que dirige como { $row }. Elija otro nombre corto.
reason-no-operator = Nadie que cuide la línea tiene ese número o nombre.
reason-leads-already = { $name } ya dirige como { $row }.
reason-help-meanwhile = { $who } lo cambió entretanto. No se cambió nada de lo suyo: así está ahora.
reason-help-number = Ese no es un número de teléfono entero en { $country }: escríbalo con su código de área.
reason-help-abroad = La línea solo llama a una línea de ayuda de su propio país. Para una de otro país, hable con quien administra el servidor.
reason-help-costly = Ese número cuesta más que otros, así que la línea no lo llama. Elija otro.
reason-help-itself = Ese es un número de esta línea: se llamaría a sí misma. Elija otro.
reason-help-words = Escriba una sola línea de { $count } caracteres como mucho, con palabras o cifras y sin llaves.
reason-help-twice = La frase ya dice «{ $word }» justo antes de sus palabras. Quítelo y empiece por a quién llamar.
reason-rota-unread = Los turnos todavía no se han leído. Inténtelo otra vez en un minuto.
reason-hour-gone = Esa reunión ya pasó, o ya no se celebra. Abra otra vez la semana.
reason-hour-other = { $name } dirige ahora esa hora.
reason-hour-taken = { $name } se adelantó y dirige ahora esa hora.
reason-hour-meanwhile = Otra persona cambió esta hora mientras tanto. No se cambió nada de lo suyo: la página la muestra como está ahora.
reason-leads-later = { $name } puede dirigir desde el { $date }. Elija a otra persona, o un día posterior.
reason-leads-elsewhere = { $name } dirige { $title } a esa hora. Elija a otra persona.
reason-leader-removed = { $name } ya no dirige. Antes hay que traer a esa persona de vuelta.
reason-leader-unknown = Esa persona no está entre quienes pueden dirigir. Elija a otra.
reason-row-day = Elija un día, o escriba una fecha como 2026-05-31.
reason-row-past = Esa fecha ya pasó. Elija una por venir.
reason-row-time = Escriba horas y minutos, como 08:00.
reason-row-title = Escriba cómo se llama la reunión, en una línea de { $count } caracteres como máximo.
reason-row-format = Elija uno de los formatos.
reason-row-access = Elija abierta o cerrada.
reason-row-language = Elija uno de los idiomas.
reason-row-room = Use letras de la a a la z, cifras y guiones, como women.
reason-row-speaking = Elija cómo comienza la reunión.
reason-row-leader = Esa persona no está entre quienes pueden dirigir. Elija a otra.
reason-row-meanwhile = Otra persona cambió esta fila mientras tanto, y no se guardó nada de lo suyo. Lo que escribió sigue aquí: abra la fila en otra ventana para ver lo de ella, o guarde lo suyo en su lugar.
reason-row-stays = Otra persona cambió esta fila mientras tanto, así que no se quitó. Aquí está como es ahora.
reason-row-gone = Esa fila ya no está.
reason-rows-full = No caben más filas. Quite alguna primero.
reason-hours-meet = { $title } está en esa sala a esa hora. Elija otra hora u otra sala.
reason-rings = Escriba horas como 08:00-22:00 o 22:00-06:00, o always para siempre.
reason-phone = Ese no es un número de teléfono. Escríbalo entero, con su código de área.
reason-no-copy = Está hecho y vale, pero no se guardó ninguna copia. Avise a quien administra el servidor: el registro dice por qué.
reason-store = El almacén de grabaciones no responde ahora. Inténtelo en un minuto; si sigue así, avise a quien administra el servidor.
reason-other = Eso no se puede hacer ahora. Avise a quien administra el servidor: el registro dice por qué.

## Words of several pages

nav-flow = La llamada
nav-rota = La semana
nav-sources = Listas de reuniones
nav-operators = Operadores
nav-account = Su cuenta

never = nunca
yes = sí
no = no
on = activada
off = desactivada
save = Guardar

problems = Lo que no se pudo usar
problem-row = Fila
problem-field = Qué
problem-done = Qué se hizo
problems-more = { $count ->
    [one] Y 1 más.
   *[other] Y { $count } más.
}

## The line now

missing-lists = Todavía no hay ninguna lista de reuniones, y quienes llaman no oyen ninguna. Avise a quien administra el servidor.
missing-rota = Todavía no hay turnos, y quienes llaman no entran en ninguna reunión. Avise a quien administra el servidor.
missing-recordings = No se pueden traer las grabaciones nuevas. Quienes llaman oyen las de antes. Avise a quien administra el servidor.
missing-redis = La memoria de la línea no responde. Quienes llaman oyen las últimas listas buenas. Si sigue así, avise a quien administra el servidor.
missing-forgetting = Ninguna llamada se olvida en la compañía telefónica hasta que vuelva la memoria de la línea.

now-no-worker = Esto no se está haciendo: { $queues }. Avise a quien administra el servidor:
now-no-cron = No llegan listas ni turnos nuevos. Avise a quien administra el servidor:
now-held = Desde { $when } no se borra ninguna llamada en la compañía telefónica, porque alguien lo ordenó. Sigue así hasta que lo levante quien administra el servidor.
now-budget-day = Se ha usado el { $percent } % del presupuesto de hoy: { $spent } de { $budget }. No se rechaza a nadie por eso.
now-budget-month = Se ha usado el { $percent } % del presupuesto de este mes: { $spent } de { $budget }. No se rechaza a nadie por eso.

now-meeting = La reunión
now-until = Hora de fin: { $end }.
now-led = La dirige { $name }.
now-no-meeting = Ahora no hay ninguna reunión. Quienes llaman oyen las próximas.
now-following = Después: { $title }, { $when }.
now-to-rota = Ver toda la semana

now-calls = Llamadas
now-going-on = Llamadas que no han terminado
now-going-on-hint = Hasta donde sabe la línea. Una llamada de cuyo final nadie avisó cuenta hasta cinco horas.
now-no-calls = Esta línea no anota las llamadas, así que nadie sabe cuántas hay. Quien administra el servidor puede hacer que se anoten y después se olviden.
now-in-rooms = Personas en las salas
now-in-rooms-hint = Hasta donde la compañía telefónica avisó a la línea. Quiénes son, aquí no lo sabe nadie.
now-no-rooms = Ahora mismo no se sabe cuántas personas hay en las salas.

now-heard = Lo que se puede oír
now-meetings = Reuniones en las listas
now-snapshot = Desde su último cambio
now-announcements = Avisos que se oyen ahora
now-announcement = En { $language }, hasta { $end }.
now-to-sources = Ver las listas

now-machine = Lo que hay detrás
now-memory = La memoria de la línea
now-answers = responde
now-away = no está en marcha
now-cron = Desde la última tarea regular
now-jobs = { $count ->
    [0] nada espera
    [one] espera 1 trabajo
   *[other] esperan { $count } trabajos
}
now-unserved = { $count ->
    [0] no está en marcha
    [one] no está en marcha, espera 1 trabajo
   *[other] no está en marcha, esperan { $count } trabajos
}
queue-room = Salas de reunión
queue-erase = Olvido de llamadas
queue-schedule = Lectura de listas
queue-audio = Grabaciones

now-forgetting = Olvidar las llamadas
now-noted = Llamadas anotadas
now-waiting = Terminadas y aún no borradas
now-oldest = La más antigua espera desde hace
now-erased = Borradas en la compañía telefónica
now-deleted = De estas, buscadas otra vez
now-proven = Comprobado que ya no están
now-refused = Negativas de la compañía telefónica
now-swept = Desde que se repasó la lista de la compañía
now-paused = La compañía telefónica no respondía bien y se la deja en paz un rato.
now-no-forgetting = Las llamadas no se olvidan en la compañía telefónica. Avise a quien administra el servidor de que falta:

## The call as a picture

flow-what = Cada recuadro es un lugar de la llamada. Muestra qué teclas se pueden pulsar allí y adónde llevan. Las teclas que significan lo mismo casi en todas partes están solo en el primero. Elija un recuadro para ver sus frases.
flow-callers = Adónde puede llegar quien llama
flow-operators = Lo que abre un PIN
flow-table = Lo mismo en una tabla
flow-node = Lugar de la llamada
flow-leads = Teclas y adónde llevan
flow-sentences = Frases
flow-prompts-of = Frases de: { $node }
flow-count = { $count ->
    [one] 1 frase
   *[other] { $count } frases
}
flow-none = ninguna propia
flow-stays = se queda aquí
flow-nowhere = a ningún lugar: transcurre al lado de la llamada
any-key = cualquier tecla
exit-silence = silencio
exit-entry = cifras marcadas
exit-otherwise = sin reunión
exit-by-itself = después
exit-or = o bien

node-greeting = Saludo
node-quiet = Ahora sin reunión
node-next = Próximas reuniones
node-near = Cerca de quien llama
node-pause = Pausa
node-about = Qué es NA
node-help = Ayuda
node-person = Una persona
node-person-after = Tras una persona
node-onward = Hacia una reunión
node-onward-after = Tras esa reunión
node-standin = Llamada a dirigir
node-standin-late = Ya no hace falta
node-leader = Para quien dirige
node-leader-later = Dirigir más tarde
node-leading = Tras el PIN de quien dirige
node-join = A la reunión
node-choose = Qué reunión
node-closed = Reunión cerrada
node-enter = Entrar en la sala
node-back = Volver a la sala
node-back-leading = Volver a la sala dirigiendo
node-room = Fuera de la sala
node-lead = Menú al dirigir
node-room-aid = Ayuda desde la sala
node-room-person = Una persona, desde la sala
node-room-person-after = Tras esa llamada
node-lead-aid = Ayuda para quien dirige
node-still = ¿Sigue ahí?
node-still-again = Otra vez
node-still-gone = Fin sin respuesta
node-removed = Quien dirige le dejó fuera
node-wait = Espera en la sala
node-tell = Dicho en la sala
node-pin = Un PIN
node-pin-again = El PIN otra vez
node-desk = Menú de operadores
node-sentence = Una frase
node-record = Grabarla
node-recorded = Ya grabada
node-take = Se prepara
node-review = Oír y decidir
node-announcements = Avisos
node-begins = Cuándo empieza
node-ends = Cuándo termina
node-confirm = ¿Es correcto?
node-hours = Horas de quien dirige
node-give-back = Devolver una hora
node-uncovered = Horas que nadie dirige

## The week's rota

rota-zone = Los próximos siete días, en la hora de { $zone }.
rota-not-named = Esta línea no tiene turnos. Quienes llaman oyen las listas y no entran en ninguna reunión. Quien administra el servidor puede decir dónde están en:
rota-none = Todavía no se han leído los turnos, y quienes llaman no entran en ninguna reunión. Avise a quien administra el servidor.
rota-kept = La última vez no se pudieron leer los turnos, y valen los de antes.
rota-unled-count = { $count ->
    [one] 1 reunión de estos siete días no tiene quien la dirija.
   *[other] { $count } reuniones de estos siete días no tienen quien las dirija.
}
rota-all-led = Todas las reuniones de estos siete días tienen quien las dirija.
rota-empty-count = { $count ->
    [one] En 1 hora de ellos no hay reunión.
   *[other] En { $count } horas de ellos no hay reunión.
}
rota-unled-day = { $count ->
    [one] 1 sin quien dirija
   *[other] { $count } sin quien dirija
}
rota-unled = Nadie la dirige
rota-empty = Sin reunión hasta { $end }
rota-time = Hora
rota-meeting = Reunión
rota-leader = Dirige
rota-now = ahora
rota-closed = cerrada
rota-room = sala { $room }
rota-problems = Filas de los turnos que no se pudieron usar
rota-rows = Filas de los turnos guardadas aquí
rota-or-rows = También puede llevar aquí todos los turnos, sin archivo.
rota-change = Cambiar
rota-changed = solo esta vez
hour-when = { $begins } a { $ends }, en la hora de { $zone }.
hour-led-by = Dirige { $name }.
hour-over = Esta hora ya pasó.
hour-this-time = Lo que cambie aquí vale solo para esta vez. Los demás días quedan como están.
hour-leader-hint = Aquí están solo quienes pueden dirigir ese día.
hour-give = Cambiar quién dirige
hour-give-back = Devolverla: nadie la dirige
hour-given = Hecho. Quienes llaman oyen en segundos quién dirige { $title }, { $when }.
hour-given-back = Hecho. Nadie dirige { $title }, { $when }, hasta que alguien la tome.
rows-what = Cada fila es una reunión de una hora: todos los días, un día de la semana o en una fecha. Una fecha vale antes que un día de la semana, y este antes que todos los días.
rows-beside-file = Hay también un archivo o un calendario compartido con los turnos. Una fila de aquí ocupa el lugar de lo que diga para el mismo tipo de día, a esa hora y en esa sala.
rows-none = Todavía no hay filas guardadas aquí.
row-add = Añadir una fila
row-save = Guardar esta fila
row-remove = Quitar esta fila
row-remove-what = Si la quita, vuelve a valer lo que digan los demás turnos para esa hora.
row-added = { $title } se ha añadido, y quienes llaman lo oyen en segundos.
row-behind = { $title } está guardada. Pero { $count ->
    [one] un día el calendario compartido tiene una reunión a esa hora, y ahí
   *[other] { $count } días el calendario compartido tiene reuniones a esa hora, y ahí
} esta fila no se celebra. Para ir antes que el calendario compartido, una fila necesita una fecha.
row-saved = { $title } se ha guardado, y quienes llaman lo oyen en segundos.
row-removed = { $title } se ha quitado.
row-covers = { $count ->
    [one] Todavía no está guardada. Con esta fila ya no se celebra una reunión:
   *[other] Todavía no está guardada. Con esta fila ya no se celebran { $count } reuniones:
}
row-covers-sure = Sí, con esta fila no se celebran
row-day = Día
row-daily = todos los días
row-date = O solo en una fecha
row-date-hint = Si escribe una fecha aquí, vale ella y no el día de arriba.
row-time = Hora
row-time-hint = En la hora de { $zone }.
row-title = Título
row-title-hint = Lo que oyen quienes llaman. No hace falta donde no hay reunión.
row-not-held = A esa hora no hay reunión, diga lo que diga el resto de los turnos
row-nothing = Sin reunión
row-format = Formato
row-format-discussion = Discusión
row-format-speaker = Orador
row-format-step = Pasos
row-format-newcomer = Recién llegados
row-format-literature = Literatura
row-format-meditation = Meditación
row-format-other = Otro
row-access = Para quién
row-access-open = Abierta a todos
row-access-closed = Cerrada
row-language = Idioma
row-language-none = Ninguno en especial
row-room = Sala propia
row-room-hint = Por ejemplo women. Déjelo vacío para la sala del idioma.
row-leads-from = dirige desde el { $date }
row-speaking = Al comenzar
row-speaking-open = Todos pueden hablar
row-speaking-muted = Todos en silencio, y pueden activar su voz
row-speaking-hands = Solo hablan quienes son llamados

## Líderes

nav-leaders = Líderes
leaders-what = Quienes pueden dirigir reuniones. Los turnos los nombran por un nombre corto, y con un PIN dirigen desde cualquier teléfono.
leaders-none = Todavía no hay nadie: añada abajo a la primera persona.
leaders-broken = El archivo de líderes no se puede leer ahora, así que quienes están solo allí no se muestran. Avise a quien lleva los turnos o el servidor.
leader-early = todavía no puede dirigir
leader-is-removed = ya no dirige
leader-has-pin = tiene PIN
leader-no-pin = sin PIN
leader-row = En los turnos
leader-from = Puede dirigir desde
leader-any-time = siempre
leader-next = Dirige
leader-no-hour = no en siete días
leader-in-file = El nombre y el día vienen del archivo de líderes: los cambia quien lleva ese archivo.
leader-removed-in-file = El archivo de líderes todavía tiene este nombre. No cuenta mientras aquí esté quitado.
leader-lost = El archivo de líderes ya no tiene este nombre, así que nadie dirige con él.
leader-whose-pin = Con qué PIN
leader-own-pin = Un PIN propio, nuevo
leader-operators-pin = { $name }, que cuida la línea, dirige con el PIN que tiene
leader-first-pin-what = Con un PIN puede dirigir desde cualquier teléfono. Se muestra una sola vez.
leader-both-pin-what = Con un solo PIN dirige y cuida la línea. El de antes ya no abre nada. El nuevo se muestra una sola vez.
leader-bring-back = Traer de vuelta
leader-bring-back-what = Vuelve a dirigir, y en un minuto sus turnos son suyos otra vez. Un PIN nuevo se muestra una sola vez.
leader-rings-title = Suplir a quien falta
leader-rings-number = Hay un número. Cuando no viene nadie a dirigir, se puede llamar: { $rings }.
leader-rings-none = No hay número: no se le llama cuando no viene nadie a dirigir.
leader-rings-never = No se le llama nunca.
leader-rings-always = de día y de noche
leader-phone = Su número de teléfono
leader-phone-hint = Se guarda sellado, y ninguna página lo vuelve a mostrar. Déjelo vacío para conservar el que hay.
leader-rings = Cuándo se le puede llamar
leader-rings-hint = En la hora de la línea, como 08:00-22:00, o 22:00-06:00 para noches, o always para siempre. Vacío es 08:00-22:00.
leader-rings-save = Guardar esto
leader-rings-take = Quitar el número
leader-rings-saved = Guardado. En un minuto la línea llama a { $name } como se dice aquí.
leader-rings-taken = Ya no se llama a { $name }.
leader-remove-what = Al instante el PIN ya no deja dirigir a nadie, y en un minuto sus turnos quedan sin líder.
leader-stays-operator = Sigue cuidando la línea.
leader-removed = { $name } ya no dirige. En un minuto sus turnos quedan sin líder.
leader-removed-filed = { $name } ya no dirige. En un minuto sus turnos quedan sin líder. El archivo de líderes todavía tiene el nombre: también se puede quitar allí.
leader-unlocked = El bloqueo terminó: { $name } puede usar el PIN otra vez.
leader-leads-too = { $name } dirige desde ahora, con el PIN que tiene.
leader-unknown = Esa persona ya no está: alguien lo cambió entretanto.
leader-add = Añadir a alguien que dirige
leader-name-hint = Como lo oyen quienes llaman. Basta el nombre de pila.
leader-since = Puede dirigir desde este día
leader-since-hint = El primer día en que puede dirigir: seis meses en recuperación, dice la costumbre. No escriba nunca la fecha en que quedó limpio.
leader-date-missing = Diga desde qué día puede dirigir. No se cambió nada.
leader-row-field = Nombre corto para los turnos
leader-row-hint = Letras minúsculas, como ana o ines-b. Si queda vacío, se forma con el nombre.

## Ayuda

nav-help = Ayuda
help-what = Lo que la línea da a quien llama en apuros: una persona tras la tecla cero, y a quién llamar cuando hay una vida en peligro. Un cambio se oye en pocos segundos. Lo que deje vacío queda como dice el archivo de la línea.
help-general = Todos los números
help-general-what = Vale para cada número de la línea que abajo no diga otra cosa.
help-follows = Lo que aquí quede vacío es como para todos los números.
help-rings = La tecla cero llama a
help-nobody = nadie
help-hears = Quienes llaman oyen, en { $language }:
help-unrecorded = La grabación en { $language } dice otras palabras, así que estas las dice la voz sintética.
help-record = Grabarla de nuevo, en { $language }
help-helpline = Línea de ayuda: el número de una persona
help-helpline-hint = Un número de su propio país, entero, con su código de área. Llame usted primero para probarlo.
help-none = La tecla cero no llama a nadie. A quienes llaman se les lleva a la reunión.
help-words = A quién llamar en una emergencia, en { $language }
help-words-hint = Con esto termina la frase de arriba. Escriba los números como se dicen, cifra por cifra: 9 1 1.
help-otherwise = Si queda vacío, es: { $what }.
help-look = Verlo antes de que alguien lo oiga
help-preview = Todavía no lo oye nadie. Léalo entero en voz alta:
help-stays = En { $language } no cambia nada. Quienes llaman oyen:
help-sure = Sí, esto es lo que deben oír quienes llaman
help-changed = Está cambiado, y se oye en pocos segundos. Llame a la línea y marque cero para oírlo.
help-no-number = La línea ya no tiene ese número. Abra la página otra vez.
help-log = Quién cambió qué
help-log-none = Todavía nadie ha cambiado nada aquí.
help-did-helpline = { $who } cambió la línea de ayuda ({ $number }).
help-did-emergency = { $who } cambió a quién llamar en una emergencia en { $language } ({ $number }).
help-did-restored = { $who } restableció todo desde una copia de seguridad.

## Horas que ya pasaron

past = Horas que nadie dirigió
past-link = Horas de las últimas semanas que nadie dirigió
past-to-week = A la semana
past-what = Las últimas ocho semanas. Una hora cuenta cuando alguien vino. Cuántas personas vinieron, y quiénes, nadie lo sabe.
past-none = En estas semanas nadie vino a una reunión, que la línea sepa.
past-all-led = Cada hora a la que alguien vino tuvo quien la dirigiera.
past-unled-count = { $count ->
    [one] 1 hora de las { $total } a las que alguien vino no tuvo quien la dirigiera.
   *[other] { $count } horas de las { $total } a las que alguien vino no tuvieron quien las dirigiera.
}
past-stood-in = { $count ->
    [one] En 1 hora dirigió otra persona que la del turno.
   *[other] En { $count } horas dirigió otra persona que la del turno.
}
past-often = Una y otra vez
past-times = { $count ->
    [one] una vez
   *[other] { $count } veces
}
past-each = Cada una de ellas
past-why = Por qué
past-uncovered = el turno no era de nadie
past-absent = quien dirige no vino
rota-shrunk = Los turnos son ahora muchos menos: { $has } reuniones en los próximos siete días, y antes { $had }. Por eso siguen valiendo los de antes. Si es cierto que ya no hay tantas reuniones, tómelos como están.
rota-shrunk-sure = Sí, esas reuniones ya no existen
rota-accept = Aceptar estos turnos, que son menos
rota-accepted = Los turnos se están leyendo otra vez y se toman como están. Mire de nuevo en un minuto.
rota-not-held = Los turnos ya no esperan a nadie. No se cambió nada.
rota-meanwhile = Los turnos cambiaron mientras tanto, y no se aceptó nada. Mire cuántas reuniones hay ahora.
rota-not-sure = No se cambió nada. Para aceptar los turnos, que son menos, marque antes la casilla.
now-uncovered = { $count ->
    [one] 1 reunión de las próximas 24 horas no tiene quien la dirija. La próxima es { $title }, { $when }.
   *[other] { $count } reuniones de las próximas 24 horas no tienen quien las dirija. La próxima es { $title }, { $when }.
}

## Meeting lists

sources-what = Estas listas se leen una y otra vez. Si una no se puede leer, se siguen oyendo sus últimas reuniones buenas.
sources-none = No hay ninguna lista nombrada, así que quienes llaman no oyen ninguna reunión. Quien administra el servidor puede nombrar una en:
source-published = se oye ahora
source-unchanged = como antes
source-held = espera su decisión
source-kept = no se tomó
source-untried = aún no leída
source-good = Buena por última vez
source-age = Tiempo desde entonces
source-tried = Último intento
source-changed = Último cambio de sus reuniones
source-every = Se lee cada
source-rows = Filas
source-meetings = Reuniones
source-kind = Tipo de lista
source-merged = Se oyen como reunión de otra lista, o están dos veces en esta
source-merged-with = Reuniones que también están en otra lista y se oyen una sola vez
source-merged-own = dos veces en esta lista
source-problems = Filas con un problema
source-left-out = Lo que se dejó fuera
source-show-problems = { $count ->
    [one] Mostrar la fila con un problema
   *[other] Mostrar las filas con problemas ({ $count })
}
source-held-why = Esta lista se ha hecho mucho más pequeña, y por eso se siguen oyendo sus reuniones de antes. Si es correcto que falten tantas reuniones, acéptela como está.
source-accept = Aceptar esta lista más pequeña
source-accepted = La lista { $name } se lee otra vez y se toma como está. Vuelva a mirar en un minuto.
source-not-held = La lista { $name } ya no espera a nadie. No se cambió nada.

## Operators

role-operator = operador
role-leader = dirige reuniones
operator-you = usted
operator-number = Número en el teléfono
operator-console = Inicia sesión aquí
operator-code = Aplicación de autenticación
operator-locked = PIN bloqueado
operator-locked-since = Alguien marcó demasiadas veces un PIN equivocado para este número. Está bloqueado desde { $when }. Pregunte primero a la persona si fue ella.
operator-unlock = Quitar el bloqueo
operator-unlocked = El bloqueo se quitó: { $name } puede volver a usar su PIN e iniciar sesión sin esperar.
operator-change = Cambiar
operator-pin = Crear un PIN nuevo
operator-pin-what = El PIN de antes ya no abre nada. El nuevo se muestra una sola vez.
operator-password = Crear una contraseña nueva
operator-password-what = Para quien perdió la suya: la de antes ya no abre nada y se cierran todas sus sesiones. La nueva se muestra una sola vez.
operator-code-off = Desactivar la aplicación
operator-code-what = Para quien perdió su teléfono: después, al iniciar sesión se pide solo la contraseña.
operator-code-is-off = La aplicación de { $name } está desactivada. Ahora inicia sesión solo con su contraseña.
operator-wait = Terminar la espera
operator-wait-what = Quien escribió demasiadas veces una contraseña o un PIN equivocados tiene que esperar. Con esto la espera termina.
operator-own = Esa persona es usted: cambie su contraseña y su aplicación en «Su cuenta».
operator-own-password = Su propia contraseña
operator-remove = Quitar
operator-remove-what = Vale al instante: se cierran sus sesiones y el PIN ya no abre nada. Lo que grabó se queda.
operator-sure = Sí, quitar a { $name }
operator-not-sure = No se cambió nada. Para quitar a { $name }, marque antes la casilla.
operator-removed = Se quitó a { $name }.
operator-unknown = Esa persona ya no está: alguien la quitó entretanto.
operator-add = Añadir un operador
operator-name = Nombre
operator-name-hint = Basta el nombre de pila. Figura en el registro de lo que se cambió.

secrets = Para { $name }
secrets-once = Anótelo ahora o dícteselo a la persona: se muestra solo esta vez, y nadie lo puede consultar después.
secrets-console = En esta consola
secrets-telephone = En el teléfono
secrets-pin = Después de la tecla numeral (#), en el número de la línea, las nueve cifras seguidas:
secrets-written = Ya lo anoté

## One's own account

account-what = Usted es { $name }, número { $number } en el teléfono.
account-language = Idioma
account-language-label = Idioma de estas páginas
account-language-changed = Las páginas están ahora en español.
account-password = Contraseña
account-old = Su contraseña actual
account-new = Contraseña nueva
account-new-hint = Doce caracteres o más. Tres palabras que nadie adivinaría son una buena contraseña.
account-again = Contraseña nueva otra vez
account-password-change = Cambiar la contraseña
account-password-changed = Su contraseña se cambió. En los demás lugares se cerró su sesión.
account-old-wrong = Esa no es su contraseña. No se cambió nada.
account-not-same = Las dos contraseñas nuevas no son iguales. No se cambió nada: escríbalas otra vez.
account-pin = PIN
account-pin-what = Con él se llega al menú de operadores desde cualquier teléfono. Uno nuevo se muestra una sola vez, y el de antes ya no abre nada.
account-code = Aplicación de autenticación
account-code-what = Con una aplicación de autenticación en su teléfono, al iniciar sesión se piden seis cifras además de la contraseña. Quien averigüe solo la contraseña no puede entrar.
account-code-on = Activarla
account-code-off = Desactivarla
account-code-is-on = Está activada. Desde ahora se pide un código al iniciar sesión.
account-code-is-off = Está desactivada. Al iniciar sesión se pide solo la contraseña.
account-code-late = Tardó demasiado. No se cambió nada: empiece de nuevo.
account-code-wrong = La aplicación muestra otro código para esta imagen. Espere el siguiente y escríbalo. Si vuelve a fallar, mire si su teléfono tiene la hora correcta.

code-open = Abra la aplicación de autenticación en su teléfono y elija añadir una cuenta.
code-scan = Apunte el teléfono a esta imagen.
code-type = Escriba las seis cifras que muestra la aplicación, para saber que funciona.
code-picture = Una imagen para la cámara de la aplicación. Las letras de abajo dicen lo mismo.
code-by-hand = O escriba estas letras en la aplicación:
code-first = Seis cifras de la aplicación
code-not = Mejor no

## Prompts

nav-prompts = Frases
prompts = Frases
prompts-about = Cada frase fija que oyen quienes llaman. Elija una para oírla, grabarla y publicar lo que grabó.
prompts-languages = Idioma de la llamada
prompts-states = Mostrar por estado
prompts-all = Todas
prompts-search = Número o palabras
prompts-find = Buscar
prompts-found = { $shown ->
    [0] Ninguna frase de { $total } corresponde.
    [one] 1 frase de { $total }.
   *[other] { $shown } frases de { $total }.
}
prompts-of-node = Se dicen en «{ $node }» en el dibujo de la llamada.
prompts-places = Lugar en la llamada
prompts-show-all = Mostrar todas

state-recorded = grabada
state-synthetic = sintética
state-draft = borrador
state-out-of-date = desactualizada
state-unheard = sin oírse desde hace un año

prompt-words = Las palabras
prompt-words-of = En { $numbers }
prompt-records-whole = Se puede grabar entera.
prompt-records-opening = Se puede grabar el comienzo, tal como está aquí. La voz dice el resto, que es nuevo en cada llamada: termine con un tono que continúa.
prompt-records-spoken = Esta frase no se puede grabar: cambia por dentro de una llamada a otra, así que siempre la dice la voz sintética.
prompt-old = La grabación está desactualizada
prompt-old-recorded = Se grabó
prompt-old-now = Las palabras de ahora
prompt-old-about = Las palabras cambiaron después de la grabación, así que se oye la voz sintética. Grábela de nuevo, o conserve la grabación si también vale para estas palabras.
prompt-old-some = Algunos números de la línea dicen ahora otras palabras, y allí se oye la voz sintética. Grábela de nuevo, o conserve la grabación si también vale para estas palabras.
prompt-old-spoken = La frase cambia ahora de una llamada a otra, así que se oye la voz sintética.
prompt-keep = Conservar la grabación: está bien
prompt-heard = Lo que se oye
prompt-compare = Comparar y publicar
prompt-heard-is = Se oye ahora
prompt-published-what = Lo que está publicado
prompt-published-is = Publicada
prompt-draft-is = El borrador más nuevo
prompt-voice = la voz sintética
prompt-voice-about = No hay ninguna grabación publicada, así que la voz sintética dice las palabras de arriba.
prompt-play-heard = Lo que se oye ahora
prompt-play-draft = El borrador más nuevo
prompt-play = Versión { $version }
prompt-publish = Publicar la versión { $version }
prompt-revert = Retirarla
prompt-revert-to = Entonces se vuelve a oír la versión { $version }.
prompt-revert-voice = Entonces se oye la voz sintética.
prompt-record = Grabarla
prompt-versions = Todas las versiones
prompt-version = Versión
prompt-came = De dónde vino
prompt-hear = Oírla
prompt-do = Cambiar
version = Versión { $version }
version-published = se oye ahora
version-earlier = se oyó antes
version-draft = borrador
version-by = { $who }, { $when },
version-seconds = { $seconds } segundos
came-file = de un archivo
came-microphone = con el micrófono del servidor
came-telephone = por teléfono
came-browser = en el navegador

prompt-published = Publicada. La próxima llamada oye la versión { $version }.
prompt-published-beside = Publicada. La próxima llamada oye la versión { $version }. Mientras tanto, { $who } grabó la versión { $other }: queda como borrador.
prompt-published-other-words = Publicada, pero la versión { $version } dice otras palabras que las de ahora, así que se oye la voz sintética. Consérvela más abajo si está bien.
prompt-reverted = Retirada. La próxima llamada vuelve a oír la versión { $version }.
prompt-reverted-voice = Retirada. La próxima llamada oye la voz sintética.
prompt-kept = Conservada. La próxima llamada vuelve a oír la grabación.
prompt-not-done = No se cambió nada. { $why }
prompt-no-copy = Está hecho y se oye, pero el almacén de grabaciones no tomó su copia. Avise a quien administra el servidor.

meanwhile = Alguien se adelantó
meanwhile-somebody = Alguien
meanwhile-published = { $who } cambió esta frase mientras usted la miraba: ahora se oye la versión { $version }. Usted no cambió nada.
meanwhile-voice = { $who } retiró la grabación mientras usted la miraba: ahora se oye la voz sintética. Usted no cambió nada.
meanwhile-kept = La versión { $version }, que usted quería publicar, se conserva. Oiga las dos y publíquela si es mejor.
meanwhile-mine = Usted quería publicar
meanwhile-publish = Publicar de todos modos la versión { $version }
meanwhile-leave = Dejarlo como está

## Recording

recorder-microphone = Con el micrófono
recorder-ready = Pulse el botón, diga las palabras y púlselo otra vez. Tiene { $seconds } segundos como máximo.
recorder-record = Grabar
recorder-stop = Parar
recorder-again = Grabar de nuevo
recorder-left = Tiempo que queda
recorder-level = Volumen
recorder-recording = Grabando. Hable ahora.
recorder-soon = Grabando. Quedan menos de diez segundos.
recorder-loud = Está demasiado fuerte: hable desde más lejos.
recorder-quiet = Apenas se oye algo: hable más fuerte o más cerca. ¿O está elegido otro micrófono?
recorder-taken = Se grabaron %seconds% segundos. Óigalos y después envíelos o grabe de nuevo.
recorder-taken-loud = Se grabaron %seconds% segundos, pero con el sonido demasiado fuerte y distorsionado. Grabe de nuevo desde más lejos.
recorder-taken-quiet = Se grabaron %seconds% segundos, pero apenas se oye algo. Grabe de nuevo, más fuerte o más cerca.
recorder-play = Lo que grabó
recorder-send = Enviarla
recorder-overwrite = Lo que grabó no está enviado ni guardado. ¿Grabar encima?
recorder-headphones = Con un lector de pantalla use auriculares, para que su voz no se grabe.
recorder-sending = Se está enviando.
recorder-unsent = No se pudo enviar. Su grabación sigue aquí: inténtelo otra vez o guárdela.
recorder-signed-out = Su sesión terminó. Su grabación sigue aquí: guárdela, inicie sesión y envíela como archivo.
recorder-save = Guardarla como archivo
recorder-forbidden = El navegador no puede usar el micrófono. Permítalo en los ajustes del navegador para esta página, o envíe un archivo.
recorder-missing = El navegador no encuentra un micrófono que esta página pueda usar. Envíe un archivo.
recorder-file = De un archivo
recorder-choose = Una grabación en este dispositivo
recorder-choose-hint = Cualquier grabación de un teléfono o una computadora, de { $seconds } segundos y 20 MB como máximo.
recorder-send-file = Enviar el archivo

take-nothing = No se envió nada: elija primero un archivo.
take-waiting = Se prepara su grabación
take-waiting-about = Se le da el mismo volumen que a las demás y se prepara para el teléfono. Tarda unos segundos; después la oirá aquí como la oirán quienes llaman.
take-waiting-long = Si esto dura más de un minuto, avise a quien administra el servidor. No se pierde nada: la grabación se prepara en cuanto vuelva ese trabajo.
take-look = Ver si ya está lista
take-refused = Esta grabación no se puede usar
take-ready = Aquí está como la oirán quienes llaman, { $seconds } segundos. Óigala y publíquela.
take-back = Volver

unusable-short = Tiene menos de medio segundo de sonido. Empiece cuando esté grabando y diga la frase entera.
unusable-long = Dura más de { $limit } segundos. Dígalo más breve o córtela.
unusable-silent = Solo tiene silencio. Compruebe que el micrófono está encendido y hable más cerca.
unusable-clipped = Está demasiado fuerte y distorsionada. Hable desde más lejos o baje el micrófono.
unusable-noisy = La voz no se distingue del ruido. Grabe de nuevo en un lugar más tranquilo, más cerca del micrófono.
unusable-unreadable = Esto no es una grabación que se pueda leer. Envíe una en wav, mp3, m4a, ogg, flac o webm.
unusable-large = El archivo tiene más de 20 MB. Envíe una grabación más corta, o un mp3 de ella.
unusable-cut = El archivo está dañado y se puede leer menos de tres cuartas partes. Envíelo otra vez o grabe de nuevo.
unusable-lost = La grabación ya no está. Grabe de nuevo.

## Announcements

nav-announcements = Avisos
announcements = Avisos
announcements-about = Un aviso se oye delante del saludo, una vez en cada llamada, desde su comienzo hasta su final. Puede durar { $seconds } segundos; cualquier tecla lo salta.
announcements-zone = Todas las horas son las de la línea: { $zone }.
announcements-none = Todavía no hay ninguno.
announcements-heard = Se oyen ahora
announcements-coming = Próximos
announcements-draft = Borradores
announcements-over = Terminados
announcements-withdrawn = Retirados
announcements-new = Un aviso nuevo
announcements-language = Idioma
announcements-language-hint = Lo oyen quienes llaman en este idioma. Haga uno para cada idioma.
announcement-of = Aviso del { $when }, { $language }
announcement-heard = se oye ahora
announcement-coming = próximo
announcement-draft = borrador
announcement-over = terminado
announcement-withdrawn = retirado
announcement-from-to = Desde { $begins } hasta { $ends }
announcement-when = Cuándo se oye
announcement-begins = Desde
announcement-ends = Hasta
announcement-note = De qué trata, para los operadores
announcement-note-hint = Quien llama no lo oye. Puede quedar vacío.
announcement-publish = Publicar
announcement-withdraw = Retirar
announcement-discard = Descartar el borrador
announcement-when-missing = Indique un día y una hora para los dos. Cuando los relojes se adelantan falta una hora: de ella no se puede elegir nada.
announcement-meanwhile = { $who } cambió este aviso mientras usted lo miraba. Estas son sus horas de ahora; usted no cambió nada.
announcement-when-turned = El final está antes del comienzo: póngalo más tarde.
announcement-when-long = Un aviso se oye { $days } días como máximo: ponga un final más temprano y publíquelo otra vez entonces.
announcement-when-over = Eso ya pasó: ponga el final más tarde que ahora.
announcement-published = Publicado. La próxima llamada lo oye, hasta { $ends }.
announcement-will = Publicado. Se oye desde { $begins } hasta { $ends }.
announcement-gone = Retirado. La próxima llamada ya no lo oye.
