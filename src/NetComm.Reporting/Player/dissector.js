'use strict';

// Takes a packet apart as a protocol analyser does: layers of fields, each [name, value].
// Understands Ethernet II, ARP (RFC 826), IPv4 (RFC 791), ICMP (RFC 792), IGMP (RFC 2236, 3376), UDP (RFC 768),
// RIP (RFC 2453) and TCP (RFC 9293); of anything else it shows the bytes.
const Dissector = (() => {
  const Protocols = { 1: 'ICMP', 2: 'IGMP', 6: 'TCP', 17: 'UDP', 103: 'PIM' };
  const IcmpTypes = { 0: 'echo reply', 3: 'destination unreachable', 5: 'redirect', 8: 'echo', 11: 'time exceeded' };
  const UnreachableCodes = ['net unreachable', 'host unreachable', 'protocol unreachable', 'port unreachable', 'fragmentation needed'];
  const IgmpTypes = { 0x11: 'membership query', 0x12: 'version 1 report', 0x16: 'version 2 report', 0x17: 'leave group', 0x22: 'version 3 report' };
  const IgmpRecords = ['', 'is include', 'is exclude', 'change to include', 'change to exclude', 'allow new sources', 'block old sources'];
  const PimTypes = ['hello', 'register', 'register stop', 'join/prune', 'bootstrap', 'assert', 'graft', 'graft ack', 'candidate RP'];
  const TcpFlags = [[0x80, 'CWR'], [0x40, 'ECE'], [0x20, 'URG'], [0x10, 'ACK'], [0x08, 'PSH'], [0x04, 'RST'], [0x02, 'SYN'], [0x01, 'FIN']];

  const hex = (value, digits) => '0x' + value.toString(16).padStart(digits, '0');
  const named = (value, name) => name ? `${value} (${name})` : `${value}`;
  const u16 = (bytes, at) => bytes[at] * 256 + bytes[at + 1];
  const u32 = (bytes, at) => u16(bytes, at) * 65536 + u16(bytes, at + 2);
  const ip = (bytes, at) => [...bytes.slice(at, at + 4)].join('.');
  const mac = (bytes, at) => [...bytes.slice(at, at + 6)].map(b => b.toString(16).padStart(2, '0')).join(':');

  // A packet may be cut off where nothing of interest follows; what does not reach as far as a header is only data.
  function layer(layers, name, bytes, least, fields) {
    if (bytes.length < least) return data(layers, bytes, bytes.length);
    layers.push({ name, fields: fields(bytes) });
  }

  function ethernet(layers, bytes) {
    const destination = mac(bytes, 0);
    const kind = destination === 'ff:ff:ff:ff:ff:ff' ? 'broadcast' : bytes[0] % 2 === 1 ? 'multicast' : '';
    const type = u16(bytes, 12);
    layer(layers, 'Ethernet II', bytes, 14, () => [
      ['Destination', named(destination, kind)],
      ['Source', mac(bytes, 6)],
      ['Type', named(hex(type, 4), type === 0x0806 ? 'ARP' : 'IPv4')],
    ]);
    return type === 0x0806;
  }

  function arp(layers, bytes) {
    layer(layers, 'ARP', bytes, 28, () => [
      ['Hardware type', named(u16(bytes, 0), 'Ethernet')],
      ['Protocol type', named(hex(u16(bytes, 2), 4), 'IPv4')],
      ['Hardware address length', bytes[4]],
      ['Protocol address length', bytes[5]],
      ['Operation', named(u16(bytes, 6), u16(bytes, 6) === 1 ? 'request' : 'reply')],
      ['Sender hardware address', mac(bytes, 8)],
      ['Sender protocol address', ip(bytes, 14)],
      ['Target hardware address', mac(bytes, 18)],
      ['Target protocol address', ip(bytes, 24)],
    ]);
  }

  function ipv4(layers, bytes) {
    if (bytes.length < 20) return data(layers, bytes, bytes.length);
    const header = (bytes[0] % 16) * 4;
    const total = u16(bytes, 2);
    const fragment = u16(bytes, 6);
    const offset = (fragment % 8192) * 8;
    const flags = [fragment & 0x4000 ? "don't fragment" : '', fragment & 0x2000 ? 'more fragments' : ''].filter(text => text);
    layers.push({ name: 'IPv4', fields: [
      ['Version', bytes[0] >> 4],
      ['Header length', `${header} B`],
      ['DSCP', bytes[1] >> 2],
      ['ECN', bytes[1] % 4],
      ['Total length', `${total} B`],
      ['Identification', named(hex(u16(bytes, 4), 4), u16(bytes, 4))],
      ['Flags', flags.length === 0 ? 'none' : flags.join(', ')],
      ['Fragment offset', `${offset} B`],
      ['Time to live', bytes[8]],
      ['Protocol', named(bytes[9], Protocols[bytes[9]])],
      ['Header checksum', hex(u16(bytes, 10), 4)],
      ['Source', ip(bytes, 12)],
      ['Destination', ip(bytes, 16)],
    ] });
    const inside = bytes.slice(header, total);
    if (offset > 0) return data(layers, inside, total - header, 'Part of a datagram');
    ({ 1: icmp, 2: igmp, 6: tcp, 17: udp, 103: pim }[bytes[9]] ?? data)(layers, inside, total - header);
  }

  function udp(layers, bytes, length) {
    layer(layers, 'UDP', bytes, 8, () => [
      ['Source port', u16(bytes, 0)],
      ['Destination port', u16(bytes, 2)],
      ['Length', `${u16(bytes, 4)} B`],
      ['Checksum', hex(u16(bytes, 6), 4)],
    ]);
    if (bytes.length >= 8) (u16(bytes, 2) === 520 ? rip : data)(layers, bytes.slice(8), length - 8);
  }

  function tcp(layers, bytes, length) {
    const header = (bytes[12] >> 4) * 4;
    layer(layers, 'TCP', bytes, 20, () => [
      ['Source port', u16(bytes, 0)],
      ['Destination port', u16(bytes, 2)],
      ['Sequence number', u32(bytes, 4)],
      ['Acknowledgment number', u32(bytes, 8)],
      ['Header length', `${header} B`],
      ['Flags', named(hex(bytes[13], 2), TcpFlags.filter(([bit]) => bytes[13] & bit).map(([, name]) => name).join(', '))],
      ['Window', u16(bytes, 14)],
      ['Checksum', hex(u16(bytes, 16), 4)],
      ['Urgent pointer', u16(bytes, 18)],
      ...tcpOptions(bytes.slice(20, header)),
    ]);
    if (bytes.length >= 20) data(layers, bytes.slice(header), length - header);
  }

  // RFC 9293 (maximum segment size), RFC 7323 (window scale, timestamps), RFC 2018 (selective acknowledgment).
  function tcpOptions(bytes) {
    const fields = [];
    for (let at = 0; at < bytes.length && bytes[at] !== 0;) {
      const kind = bytes[at];
      if (kind === 1) { at++; continue; }
      const length = bytes[at + 1];
      if (!(length >= 2)) break;
      if (kind === 2) fields.push(['Option: maximum segment size', `${u16(bytes, at + 2)} B`]);
      else if (kind === 3) fields.push(['Option: window scale', `${bytes[at + 2]} (× ${2 ** bytes[at + 2]})`]);
      else if (kind === 4) fields.push(['Option: SACK permitted', 'yes']);
      else if (kind === 5) for (let edge = at + 2; edge < at + length; edge += 8) fields.push(['Option: SACK', `${u32(bytes, edge)} to ${u32(bytes, edge + 4)}`]);
      else if (kind === 8) fields.push(['Option: timestamps', `value ${u32(bytes, at + 2)}, echo reply ${u32(bytes, at + 6)}`]);
      else fields.push([`Option: kind ${kind}`, `${length} B`]);
      at += length;
    }
    return fields;
  }

  function icmp(layers, bytes, length) {
    const type = bytes[0];
    const isEcho = type === 0 || type === 8;
    layer(layers, 'ICMP', bytes, 8, () => [
      ['Type', named(type, IcmpTypes[type])],
      ['Code', named(bytes[1], type === 3 ? UnreachableCodes[bytes[1]] : type === 11 ? ['time to live exceeded', 'fragment reassembly time exceeded'][bytes[1]] : '')],
      ['Checksum', hex(u16(bytes, 2), 4)],
      ...(isEcho ? [['Identifier', u16(bytes, 4)], ['Sequence number', u16(bytes, 6)]] : []),
      ...(type === 3 && bytes[1] === 4 ? [['MTU of the next hop', `${u16(bytes, 6)} B`]] : []),
    ]);
    if (bytes.length < 8) return;
    if (isEcho) return data(layers, bytes.slice(8), length - 8);
    const about = [];
    ipv4(about, bytes.slice(8));
    layers.push(...about.map(inner => ({ ...inner, name: `${inner.name} of the packet that this is about` })));
  }

  function igmp(layers, bytes) {
    layer(layers, 'IGMP', bytes, 8, () => [
      ['Type', named(hex(bytes[0], 2), IgmpTypes[bytes[0]])],
      ...(bytes[0] === 0x22
        ? igmpRecords(bytes)
        : [['Maximum response time', `${bytes[1] / 10} s`], ['Checksum', hex(u16(bytes, 2), 4)], ['Group', named(ip(bytes, 4), u32(bytes, 4) === 0 ? 'all groups' : '')]]),
    ]);
  }

  function igmpRecords(bytes) {
    const fields = [['Checksum', hex(u16(bytes, 2), 4)], ['Group records', u16(bytes, 6)]];
    for (let at = 8; at + 8 <= bytes.length; at += 8 + u16(bytes, at + 2) * 4 + bytes[at + 1] * 4)
      fields.push([`Record: ${ip(bytes, at + 4)}`, `${IgmpRecords[bytes[at]] ?? bytes[at]}, ${u16(bytes, at + 2)} sources`]);
    return fields;
  }

  function rip(layers, bytes) {
    layer(layers, 'RIP', bytes, 4, () => {
      const fields = [['Command', named(bytes[0], ['', 'request', 'response'][bytes[0]])], ['Version', bytes[1]]];
      for (let at = 4; at + 20 <= bytes.length; at += 20)
        fields.push([`Route: ${ip(bytes, at + 4)}, mask ${ip(bytes, at + 8)}`, `metric ${named(u32(bytes, at + 16), u32(bytes, at + 16) === 16 ? 'unreachable' : '')}, next hop ${ip(bytes, at + 12)}`]);
      return fields;
    });
  }

  function pim(layers, bytes, length) {
    layer(layers, 'PIM', bytes, 4, () => [
      ['Version', bytes[0] >> 4],
      ['Type', named(bytes[0] % 16, PimTypes[bytes[0] % 16])],
      ['Checksum', hex(u16(bytes, 2), 4)],
    ]);
    if (bytes.length >= 4) data(layers, bytes.slice(4), length - 4);
  }

  function data(layers, bytes, length, name = 'Data') {
    if (!(length > 0)) return;
    const text = [...bytes].map(b => b >= 32 && b < 127 ? String.fromCharCode(b) : '·').join('');
    const more = length > bytes.length ? ' …' : '';
    layers.push({ name, fields: [['Length', `${length} B`], ['Text', text + more], ['Bytes', [...bytes].map(b => b.toString(16).padStart(2, '0')).join(' ') + more]] });
  }

  // What each router changes: time to live, and with it the checksum of the header (RFC 791, 3.1).
  function withTimeToLive(bytes, ttl) {
    const packet = Uint8Array.from(bytes);
    const header = (packet[0] % 16) * 4;
    if (packet.length < header || header < 20) return packet;
    packet[8] = ttl;
    packet[10] = packet[11] = 0;
    let sum = 0;
    for (let at = 0; at < header; at += 2) sum += u16(packet, at);
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
    packet[10] = (~sum >> 8) & 0xff;
    packet[11] = ~sum & 0xff;
    return packet;
  }

  // The layers of a packet; 'frame' is its Ethernet header, empty on a link.
  function dissect(frame, bytes, ttl) {
    const layers = [];
    if (frame.length > 0 && ethernet(layers, frame)) arp(layers, bytes);
    else ipv4(layers, withTimeToLive(bytes, ttl));
    return layers;
  }

  return { dissect };
})();
