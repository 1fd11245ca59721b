; Inno Setup 6: makes an installer of what PyInstaller built (dist\outage-notifier). For one user, without administrator.
;   iscc /DVersion=0.1.0 packaging\windows\outage-notifier.iss
#ifndef Version
  #error Give the version: /DVersion=0.1.0
#endif

[Setup]
AppId={{3B0F6C4E-0C58-4F0B-9B43-6A7C2D1B8E55}
AppName=Outage Notifier
AppVersion={#Version}
AppPublisher=The developers of Outage Notifier
DefaultDirName={autopf}\Outage Notifier
DefaultGroupName=Outage Notifier
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\icons\outage-notifier.ico
UninstallDisplayIcon={app}\outage-notifier-tray.exe
OutputDir=..\..\dist
OutputBaseFilename=outage-notifier-{#Version}-setup
Compression=lzma2
SolidCompression=yes
CloseApplications=yes
ShowLanguageDialog=auto

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "..\..\dist\outage-notifier\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
; The shortcut's identity must be the program's own, or Windows does not bring clicks on notifications back.
Name: "{group}\Outage Notifier"; Filename: "{app}\outage-notifier-tray.exe"; AppUserModelID: "outage-notifier"

[Run]
Filename: "{app}\outage-notifier-tray.exe"; Description: "Start Outage Notifier"; Flags: nowait postinstall skipifsilent

[UninstallDelete]
; Settings and history belong to the user and stay.
Type: dirifempty; Name: "{app}"

[Registry]
; "Start at login" is the program's own setting; an uninstalled program must not leave it behind.
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueName: "outage-notifier"; Flags: uninsdeletevalue dontcreatekey
