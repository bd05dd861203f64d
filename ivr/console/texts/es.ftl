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
