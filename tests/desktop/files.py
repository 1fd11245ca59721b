"""What the programs of the session read: the panel with its tray, the notifications, and who chooses in their menu."""

PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="28"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray"/>
  </property>
</channel>
"""

DUNST = """[global]
    origin = top-right
    offset = 20x60
    width = 360
    font = Sans 10
    idle_threshold = 0
    mouse_left_click = do_action, close_current
    mouse_right_click = close_current
    dmenu = {chooser}
"""
CHOOSER = """#!/bin/sh
wanted=$(cat "$0.wanted") && grep -F -m 1 -e "#$wanted" && rm "$0.wanted"
"""
"""In the place of dunst's menu of actions: chooses the one that is wanted, once."""

GRAB = """import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
application.primaryScreen().grabWindow(0, *map(int, sys.argv[2:])).save(sys.argv[1])
"""
