"""How the desktop's own programs look, taken over without having what draws them in this process.

On the desktops built with GTK, Qt loads GTK to learn fonts, colours and a few habits, and to show GTK's dialogs: some
20 MB at rest, and a third of the time until the tray icon. Here Qt's plain theme for these desktops is loaded instead
(`plain`), and a short-lived process that has the full one is asked (`answering`): by `desktop_look` how things look,
again whenever the desktop's settings change (`xsettings`, and the portal's word), and by `notifier.ui.asked_file` for a
file, in the dialog that the desktop's users know. Elsewhere Qt's own choice stands and nothing is asked.
"""
