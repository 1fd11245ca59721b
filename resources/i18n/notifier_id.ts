<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
    <context>
        <name>CommandLine</name>
        <message>
            <source>Try: {command} --help</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Is it just me, or is it down? Without a command, the program starts in the tray.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Exit status: 0 fine, 1 a problem was found, 2 cannot tell (line down, unreadable), 64 wrong use.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>global options, before the command</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>show the version and end</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>COMMAND</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>commands</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>arguments and options</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>FOLDER</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>where settings and own services are kept</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>where the history and the log are kept</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>how much is told about the program's own workings</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>show this help and end</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Usage: </source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>watch in the terminal, in a live table</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>read the watched services once and say how they are</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>read one service or address now, watched or not</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>list the known services, or search them</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>watch a service, or an address of your own</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>stop watching a service</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>show the settings, or change one</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>list the incidents of the past</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>find out what works on this machine</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>play a scenario file in virtual time</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>play a practice outage in the real program</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>print JSON, for programs</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>NAME|URL</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a service's name, or an address: https://example.org, example.org, host:port</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>NAME</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>the service's name</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>WORD</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>part of a name, an alias or an owner</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>KEY</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a setting, by its name in the settings file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>VALUE</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>what it is to be from now on</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>only the incidents of this service</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>WHEN</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>only those since a day (2026-01-31), a time, or so long ago (90m, 12h, 7d, 4w)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>COUNT</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>at most so many, the newest ones (50)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>FILE</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>the scenario</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>SCENARIO</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a scenario's name or file; without one, they are listed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>TIMES</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>so many times as fast as real time</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{id} is watched but in no catalogue</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>no service is called {name}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>did you mean: {names}?</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>`outage-notifier services` lists all; any address can be given too</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>no service matches {word}; any address can be watched: outage-notifier add URL</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>watched</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Id</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Owner</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Category</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>--since cannot be {value}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>expected a day (2026-01-31), a time (2026-01-31T18:30) or so long ago (12h, 7d)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>there is no command {value}; the commands are {choices}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{argument} cannot be {value}; it is one of {choices}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{argument} cannot be {value}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{argument} needs a value</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>missing: {names}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>not understood: {names}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{name} is watched already.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{name} is watched from now on; its official page is read.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{name} is watched from now on.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{name} is no longer watched.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Its description stays in {folder}, so `add {id}` brings it back.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{name} is not watched</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>nothing is watched yet</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>watched are: {names}</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>QAbstractSpinBox</name>
        <message>
            <source>&amp;Select All</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Step up</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Step &amp;down</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>QDialogButtonBox</name>
        <message>
            <source>OK</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>QLineEdit</name>
        <message>
            <source>&amp;Undo</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Delete</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Select All</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>OK</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Yes</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;No</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Apply</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Help</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Reset</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>QScrollBar</name>
        <message>
            <source>Scroll here</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Left edge</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Top</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Right edge</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Bottom</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Page left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Page up</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Page right</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Page down</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scroll left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scroll up</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scroll right</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scroll down</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>QWidgetTextControl</name>
        <message>
            <source>&amp;Undo</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cu&amp;t</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Copy &amp;Link Location</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>&amp;Paste</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Delete</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Select All</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
    <context>
        <name>UserError</name>
        <message>
            <source>{file} is too large</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected at most {size} KiB.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{file} is not text</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected a file in UTF-8.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{file} is nested too deeply</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected a plain TOML file.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{file} is not a TOML file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected format = {format}, the one that this version can read.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected small letters, digits, dots and hyphens.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected one of {known}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected an http or https address.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected ids of other services.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected names among {known}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected an address that opens an app.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected a name on one line.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected words on one line each.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected an id that no other component has.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected the component's name in English.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected a target that is not in the file twice.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected a host name or an IP address.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expected a host name.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>anchors: at least three addresses of different owners are needed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>for example: https://www.example.org, 1.1.1.1:443, 9.9.9.9:53</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>anchors: at least one bare address (without a name server) is needed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>anchors: at least one name (that needs a name server) is needed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>anchors: {text} cannot be read</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>expected host:port or an http address, for example: https://www.example.org, 1.1.1.1:443, 9.9.9.9:53</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{path} cannot be written</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{key} cannot be set by hand</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>services come and go with: add, remove</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{service} is not watched</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>first: add {service}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{path} cannot be read</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{reason}. The defaults are used.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{path} was written by a newer version of this program (format {version}, this one knows {known})</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>It is left alone, the defaults are used and nothing is saved. Please update the program.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{path}, line {line}: {what}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{expected}. Everything else was kept.{more} No copy of the file could be made.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{expected}. Everything else was kept.{more} A copy of the file is {copy}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{key} cannot be {value}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>expected {expected}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>there is no setting {key}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>did you mean {near}?</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>the settings are: {known}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>language cannot be {value}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>expected en, id, or nothing for the system's</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>proxy cannot be read</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>expected http://host:port, socks5://host:port, none, or nothing for the system's</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>proxy must not hold a password</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>it belongs into the keyring: enter it in the settings window</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>proxy must not hold a user's name</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>put it into proxy_user</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>proxy cannot be {value}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>id cannot be {value}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>expected a service's id: lower case, no spaces</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>this is not TOML</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>watched cannot be read</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>expected [[watched]] and below it id = ...</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a watched service has no id</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>expected id = "whatsapp", for example</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>there is no keyring to keep the password in</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>install one, such as gnome-keyring or KWallet</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>the keyring is locked</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>unlock it (the system's password manager does that), then try again</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>the keyring did not take the password</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
</TS>
