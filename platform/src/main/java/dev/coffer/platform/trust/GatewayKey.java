package dev.coffer.platform.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads the gateway's signing key (PKCS #8, PEM) and its public half (X.509, PEM): EC on P-256. */
public final class GatewayKey {
    private GatewayKey() {}

    /** @throws IllegalStateException with one clear line if the file is no such key */
    public static PrivateKey readPrivate(Path pem) {
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(body(pem)));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalStateException("cannot read the gateway's signing key from " + pem, e);
        }
    }

    /** @throws IllegalStateException with one clear line if the file is no such key */
    public static PublicKey readPublic(Path pem) {
        try {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(body(pem)));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new IllegalStateException("cannot read the gateway's public key from " + pem, e);
        }
    }

    private static byte[] body(Path pem) throws IOException {
        String text = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return Base64.getDecoder().decode(text);
    }
}
