"""What differs between platforms: scopes, credentials, endpoints, wire format, tables."""
