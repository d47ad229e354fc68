"""spec/wire.md: addresses."""
from .fields import U16, U64, Bytes, Record
from .refusal import refuse_if

ENDPOINT = Record("endpoint", ip=Bytes(16), port=U16)                 # ADR-1
ADDRESS_RECORD = Record("address-record", last_seen_s=U64, services=U64, endpoint=ENDPOINT)

IPV4 = bytes(10) + b"\xff\xff"                                        # ADR-1
LOOPBACK = bytes(15) + b"\x01"


def is_of_host(ip):
    """[ADR-5]"""
    if ip[:12] == IPV4:
        return 1 <= ip[12] <= 223
    return ip == LOOPBACK or ip[0] != 0xFF and any(ip[:12])


def check_record(record):
    """[ADR-2, ADR-3]"""
    refuse_if(not is_of_host(record.endpoint.ip), "ADR-2")
    refuse_if(record.endpoint.port == 0, "ADR-3")


def check_records(records):
    """[ADR-6]"""
    last = None
    for record in records:
        check_record(record)
        here = ENDPOINT.write(record.endpoint)
        refuse_if(last is not None and here <= last, "ADR-4")
        last = here
