package dev.coffer.gateway.s3.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** An opaque token for where a listing goes on: base64url of a version byte and the last key's UTF-8 bytes. */
public final class ContinuationToken {
    private static final byte VERSION = 1;

    private ContinuationToken() {}

    /** The token that goes on behind {@code last}. */
    public static String of(String last) {
        byte[] key = last.getBytes(StandardCharsets.UTF_8);
        byte[] token = new byte[key.length + 1];
        token[0] = VERSION;
        System.arraycopy(key, 0, token, 1, key.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * What a token goes on behind.
     *
     * @throws dev.coffer.aws.error.AwsException {@code InvalidArgument}
     */
    public static String read(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length > 1 && bytes[0] == VERSION) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(Arrays.copyOfRange(bytes, 1, bytes.length)))
                        .toString();
            }
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            // refused below
        }
        throw S3Request.invalid("continuation-token", token, "The continuation token provided is incorrect");
    }
}
