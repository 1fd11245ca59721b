<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>FirstRun</name>
        <message numerus="yes">
            <source>%n apps chosen</source>
            <translation>
                <numerusform>%n app chosen</numerusform>
                <numerusform>%n apps chosen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>IncidentsPanel</name>
        <message numerus="yes">
            <source>No outage so far. Watching %n services.</source>
            <translation>
                <numerusform>No outage so far. Watching %n service.</numerusform>
                <numerusform>No outage so far. Watching %n services.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>List</name>
        <message numerus="yes">
            <source>{names} and %n others</source>
            <translation>
                <numerusform>{names} and %n other</numerusform>
                <numerusform>{names} and %n others</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{names} and %n other parts</source>
            <translation>
                <numerusform>{names} and %n other part</numerusform>
                <numerusform>{names} and %n other parts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Reason</name>
        <message numerus="yes">
            <source>{count} of %n tries to reach “{component}” failed.</source>
            <translation>
                <numerusform>{count} of %n try to reach “{component}” failed.</numerusform>
                <numerusform>{count} of %n tries to reach “{component}” failed.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} of %n tries to reach “{component}” failed ({failure}).</source>
            <translation>
                <numerusform>{count} of %n try to reach “{component}” failed ({failure}).</numerusform>
                <numerusform>{count} of %n tries to reach “{component}” failed ({failure}).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>“{component}” answers ({count} of %n tries).</source>
            <translation>
                <numerusform>“{component}” answers ({count} of %n try).</numerusform>
                <numerusform>“{component}” answers ({count} of %n tries).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Your connection is fine ({count} of %n anchors).</source>
            <translation>
                <numerusform>Your connection is fine ({count} of %n anchor).</numerusform>
                <numerusform>Your connection is fine ({count} of %n anchors).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{line} ({count} of %n anchors).</source>
            <translation>
                <numerusform>{line} ({count} of %n anchor).</numerusform>
                <numerusform>{line} ({count} of %n anchors).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people report a problem; at this time about {usual} usually do.</source>
            <translation>
                <numerusform>%n person reports a problem; at this time about {usual} usually do.</numerusform>
                <numerusform>%n people report a problem; at this time about {usual} usually do.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ServicesModel</name>
        <message numerus="yes">
            <source>%n watched</source>
            <translation>
                <numerusform>%n watched</numerusform>
                <numerusform>%n watched</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message numerus="yes">
            <source>On&amp;ly the %n watched</source>
            <translation>
                <numerusform>On&amp;ly the %n watched</numerusform>
                <numerusform>On&amp;ly the %n watched</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n addresses</source>
            <translation>
                <numerusform>%n address</numerusform>
                <numerusform>%n addresses</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Story</name>
        <message numerus="yes">
            <source>The same %n more times.</source>
            <translation>
                <numerusform>The same %n more time.</numerusform>
                <numerusform>The same %n more times.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The same %n more times, until {time}.</source>
            <translation>
                <numerusform>The same %n more time, until {time}.</numerusform>
                <numerusform>The same %n more times, until {time}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n people reported a problem; usually about {usual} do.</source>
            <translation>
                <numerusform>%n person reported a problem; usually about {usual} do.</numerusform>
                <numerusform>%n people reported a problem; usually about {usual} do.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Tooltip</name>
        <message numerus="yes">
            <source>%n services are being checked for the first time.</source>
            <translation>
                <numerusform>%n service is being checked for the first time.</numerusform>
                <numerusform>%n services are being checked for the first time.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>All %n services are fine.</source>
            <translation>
                <numerusform>%n service is fine.</numerusform>
                <numerusform>All %n services are fine.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n services are fine.</source>
            <translation>
                <numerusform>%n service is fine.</numerusform>
                <numerusform>%n services are fine.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n others fine.</source>
            <translation>
                <numerusform>%n other fine.</numerusform>
                <numerusform>%n others fine.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n not known.</source>
            <comment>services whose state is not known</comment>
            <translation>
                <numerusform>%n not known.</numerusform>
                <numerusform>%n not known.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n services have a problem.</source>
            <translation>
                <numerusform>%n service has a problem.</numerusform>
                <numerusform>%n services have a problem.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>UptimeBars</name>
        <message numerus="yes">
            <source>Up {share} of the time on %n watched days</source>
            <translation>
                <numerusform>Up {share} of the time on %n watched day</numerusform>
                <numerusform>Up {share} of the time on %n watched days</numerusform>
            </translation>
        </message>
    </context>
</TS>
