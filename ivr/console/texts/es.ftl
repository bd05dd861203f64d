### Lo que leen los operadores. Palabras sencillas; los mismos nombres que en en.ftl.

## Everywhere

console = La línea de reuniones
skip = Ir al contenido
nav = Páginas
language = Idioma
sign-out = Cerrar sesión
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
session-over = Se cambió su cuenta o su contraseña, y por eso se cerró su sesión. Con esto no se cambió nada: inicie sesión otra vez.
not-operator-title = Solo para operadores
not-operator = Estas páginas son para los operadores de la línea. Si usted debe serlo, pídaselo a un operador.
other-site-title = Esto vino de otro sitio
other-site = El formulario no se envió desde una página de esta línea, así que no se cambió nada. Abra la consola y hágalo allí.
form-old-title = El formulario era demasiado antiguo
form-old = El formulario no es de esta sesión, así que no se cambió nada. Abra la página de nuevo y hágalo otra vez.
too-large-title = Es demasiado grande
too-large = Aquí no se pueden enviar más de { $kilobytes } kilobytes. No se cambió nada: envíe algo más corto.
redis-away-title = La memoria de la línea no responde
redis-away = Ahora no se puede llegar a Redis, y sin él la consola no funciona. Las llamadas se atienden como antes. Inténtelo en un minuto; si sigue así, avise a quien administra el servidor.
not-found-title = No existe esa página
not-found = En esta dirección no hay nada. Puede que la página haya cambiado de lugar o que se haya quitado lo que mostraba.
unreadable-title = No se pudo leer
unreadable = Su navegador envió algo que no se pudo leer. No se cambió nada: abra la página de nuevo.
failed-title = Algo salió mal
failed = La página falló, y el registro de la línea dice dónde. Las llamadas se atienden como antes. Si vuelve a ocurrir, avise a quien administra el servidor.
refused-title = No se pudo hacer

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
prompt-old-spoken = La frase cambia ahora de una llamada a otra, así que se oye la voz sintética.
prompt-keep = Conservar la grabación: está bien
prompt-heard = Lo que se oye
prompt-compare = Comparar y publicar
prompt-heard-is = Se oye ahora
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
prompt-no-copy = Está hecho y se oye, pero el almacén de grabaciones no tomó su copia. Avise a quien lleva el servidor.

meanwhile = Alguien se adelantó
meanwhile-somebody = Alguien
meanwhile-published = { $who } cambió esta frase mientras usted la miraba: ahora se oye la versión { $version }. No se publicó nada de usted.
meanwhile-voice = { $who } retiró la grabación mientras usted la miraba: ahora se oye la voz sintética. No se publicó nada de usted.
meanwhile-kept = Su versión { $version } se conserva. Oiga las dos y publique la suya si es mejor.
meanwhile-mine = La suya
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
take-waiting-long = Si esto dura más de un minuto, quizá no funciona el proceso de trabajo de la línea. No se pierde nada: la grabación se prepara cuando funcione.
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
announcement-of = Aviso del { $when }
announcement-heard = se oye ahora
announcement-coming = próximo
announcement-draft = borrador
announcement-over = terminado
announcement-withdrawn = retirado
announcement-from-to = Desde { $begins } hasta { $ends }
announcement-play = Aviso del { $when }
announcement-when = Cuándo se oye
announcement-begins = Desde
announcement-ends = Hasta
announcement-publish = Publicar
announcement-withdraw = Retirar
announcement-discard = Descartar el borrador
announcement-when-missing = Indique un día y una hora para los dos.
announcement-when-turned = El final está antes del comienzo: póngalo más tarde.
announcement-when-over = Eso ya pasó: ponga el final más tarde que ahora.
announcement-published = Publicado. La próxima llamada lo oye, hasta { $ends }.
announcement-will = Publicado. Se oye desde { $begins } hasta { $ends }.
announcement-gone = Retirado. La próxima llamada ya no lo oye.
