// Addresses of nodes (spec/wire.md, ADR).

import { refuseIf } from '../base.mjs';
import { byteArray, encode, record, u16, u64 } from '../codec.mjs';

// ADR-1.
export const endpointType = record({ ip: byteArray(16), port: u16 }, { bigEndian: true });
export const addressRecordType = record(
  { last_seen_s: u64, services: u64, endpoint: endpointType },
  { bigEndian: true },
);

const IPV4_START = Buffer.from('00000000000000000000ffff', 'hex');
const LOOPBACK = Buffer.from('00000000000000000000000000000001', 'hex');

/** ADR-5. */
function isHostAddress(ip) {
  if (ip.subarray(0, 12).equals(IPV4_START)) return ip[12] >= 1 && ip[12] <= 223;
  if (ip.equals(LOOPBACK)) return true;
  return ip[0] !== 0xff && ip.subarray(0, 12).some((byte) => byte !== 0);
}

/** ADR-2 and ADR-3. */
export function checkEndpoint({ ip, port }) {
  refuseIf(!isHostAddress(ip), 'ADR-2');
  refuseIf(port === 0, 'ADR-3');
}

/** ADR-6. */
export function checkAddressRecords(records) {
  let before = null;
  for (const { endpoint } of records) {
    checkEndpoint(endpoint);
    const bytes = encode(endpointType, endpoint);
    refuseIf(before !== null && Buffer.compare(before, bytes) >= 0, 'ADR-4');
    before = bytes;
  }
}
