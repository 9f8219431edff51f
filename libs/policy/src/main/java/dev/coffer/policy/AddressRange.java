package dev.coffer.policy;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of IPv4 or IPv6 addresses in CIDR form (RFC 4632); one address without a prefix length. Addresses are read as
 * literals only: no name is ever looked up.
 */
final class AddressRange {
    private final byte[] network;
    private final int prefix;

    private AddressRange(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> network = literal(slash < 0 ? text : text.substring(0, slash));
        if (network.isEmpty()) {
            return Optional.empty();
        }
        int bits = network.get().length * 8;
        if (slash < 0) {
            return Optional.of(new AddressRange(network.get(), bits));
        }
        String length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
            return Optional.empty();
        }
        return Optional.of(new AddressRange(network.get(), Integer.parseInt(length)));
    }

    boolean contains(String text) {
        Optional<byte[]> literal = literal(text);
        if (literal.isEmpty() || literal.get().length != network.length) {
            return false;
        }
        byte[] address = literal.get();
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || ((address[whole] ^ network[whole]) & 0xff) >> (8 - rest) == 0;
    }

    private static Optional<byte[]> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text).getAddress());
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
