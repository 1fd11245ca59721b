"""The whole program on a real X session, with loopback servers in the place of services and of the internet."""
