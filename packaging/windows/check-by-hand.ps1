# Ten minutes with the installer on Windows: packaging\windows\check-by-hand.ps1 dist\outage-notifier-VERSION-setup.exe
# It asks what only eyes can see, does the rest itself, and ends with a table for the release's notes.
param([Parameter(Mandatory = $true)][string]$Installer)
$ErrorActionPreference = "Continue"
$results = [System.Collections.Generic.List[string]]::new()
function Try-It($What, $Action) {
    & $Action | Out-Host
    $results.Add($(if ($LASTEXITCODE -eq 0) { "ok      " } else { "FAILED  " }) + $What)
}
function Ask($What) {
    $results.Add($(if ((Read-Host "$What [y/n]") -like "y*") { "ok      " } else { "FAILED  " }) + $What)
}
Start-Process $Installer -Wait
Ask "the installer asked for no administrator and started the program"
$program = "$env:LOCALAPPDATA\Programs\Outage Notifier\outage-notifier.exe"
Try-It "it says its version" { & $program --version }
Try-It "it finds a service" { & $program services whatsapp }
Try-It "it checks an address" { & $program check example.org }
& $program doctor
Ask "doctor finds no fault that the system does not have"
Ask "the icon is in the notification area, sharp, also with a dark taskbar and at 150 %"
Ask "Settings > test notification: it appears with icon and buttons; clicking it opens the window"
Ask "Settings > start at login: on; sign out and in again: the icon comes, once, without a console"
Start-Process $program -ArgumentList "practice", "--speed", "60" -WindowStyle Hidden
Ask "the practice outage is notified, shown in the window, and ends"
Ask "disconnect the network: one notification about the line, none about a service"
Ask "put the machine to sleep for a minute: after it no false alarm"
Try-It "quit ends it" { & $program quit }
Ask "uninstall in the system's settings: program and start at login are gone"
$results.Add($(if (Test-Path "$env:LOCALAPPDATA\outage-notifier") { "ok      " } else { "FAILED  " }) + "the history is still there")
"`n$([Environment]::OSVersion.VersionString): $Installer"
$results
if ($results -match "^FAILED") { exit 1 }
