"""Joins the swarm of a magnet link with libtorrent, and tells whom it calls, until it is ended: MAGNET FOLDER."""

import sys

import libtorrent

magnet, folder = sys.argv[1:]
session = libtorrent.session(
    {
        "listen_interfaces": "127.0.0.1:0",
        "enable_dht": False,
        "enable_lsd": False,
        "enable_upnp": False,
        "enable_natpmp": False,
        "allow_multiple_connections_per_ip": True,
        "alert_mask": libtorrent.alert.category_t.all_categories,
    }
)
swarm = libtorrent.parse_magnet_uri(magnet)
swarm.save_path = folder
session.add_torrent(swarm)
while True:
    session.wait_for_alert(1000)
    for alert in session.pop_alerts():
        print(alert.message(), flush=True)
