package dev.coffer.storage.encryption;

import dev.coffer.envelope.frame.FrameFormat;
import dev.coffer.envelope.wrap.WrappedDataKey;
import dev.coffer.platform.sql.ColumnType;
import dev.coffer.platform.sql.MultiRowInsert;
import dev.coffer.platform.sql.MultiRowInsert.Column;
import dev.coffer.storage.metadata.ColumnJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A {@link StoredEncryption} as the columns that object versions and multipart uploads have for it. */
public final class EncryptionColumns {
    /** The columns, in the order of {@link #write}. */
    public static final List<Column> COLUMNS = List.of(
            new Column("sse_type", ColumnType.TEXT),
            new Column("kms_key_arn", ColumnType.TEXT),
            new Column("added_context", ColumnType.JSONB),
            new Column("bucket_key_id", ColumnType.UUID),
            new Column("kms_ciphertext", ColumnType.BYTEA),
            new Column("wrapped_key", ColumnType.BYTEA),
            new Column("frame_bytes", ColumnType.INTEGER),
            new Column("envelope_version", ColumnType.SMALLINT));

    /** Their names. */
    public static final String NAMES = MultiRowInsert.names(COLUMNS);

    /** How many they are. */
    public static final int COUNT = 8;

    private EncryptionColumns() {}

    /** Appends the columns' values. */
    public static void write(Tuple to, StoredEncryption encryption) {
        switch (encryption) {
            case StoredEncryption.Plaintext p -> add(to, null, null, null, null, null, null);
            case StoredEncryption.SseS3 s ->
                add(to, EncryptionDecision.AES256, null, null, s.rootId(), null, s.wrapped());
            case StoredEncryption.SseKms k ->
                add(to, EncryptionDecision.KMS, k.keyArn(), k.addedContext(), null, k.ciphertext(), null);
            case StoredEncryption.SseKmsBucketKey k ->
                add(
                        to,
                        EncryptionDecision.KMS,
                        k.keyArn(),
                        k.addedContext(),
                        k.bucketKeyId(),
                        k.bucketKeyCiphertext(),
                        k.wrapped());
        }
    }

    private static void add(
            Tuple to,
            @Nullable String type,
            @Nullable String keyArn,
            @Nullable Map<String, String> context,
            @Nullable UUID bucketKeyId,
            byte @Nullable [] ciphertext,
            @Nullable WrappedDataKey wrapped) {
        to.addValue(type);
        to.addValue(keyArn);
        to.addValue(context == null ? null : ColumnJson.pairs(context));
        to.addValue(bucketKeyId);
        to.addValue(ciphertext == null ? null : Buffer.buffer(ciphertext));
        to.addValue(wrapped == null ? null : Buffer.buffer(wrapped.bytes()));
        to.addValue(type == null ? null : FrameFormat.FRAME_BYTES);
        to.addValue(type == null ? null : (short) FrameFormat.VERSION);
    }

    /** Reads the columns, by name. */
    public static StoredEncryption read(Row row) {
        String type = row.getString("sse_type");
        if (type == null) {
            return new StoredEncryption.Plaintext();
        }
        if (row.getShort("envelope_version") != FrameFormat.VERSION
                || row.getInteger("frame_bytes") != FrameFormat.FRAME_BYTES) {
            throw new IllegalStateException("an object of a newer format: " + row.getShort("envelope_version"));
        }
        if (type.equals(EncryptionDecision.AES256)) {
            return new StoredEncryption.SseS3(row.getUUID("bucket_key_id"), wrapped(row));
        }
        JsonObject context = row.getJsonObject("added_context");
        Map<String, String> added = context == null ? Map.of() : ColumnJson.pairs(context);
        byte[] ciphertext = row.getBuffer("kms_ciphertext").getBytes();
        UUID bucketKeyId = row.getUUID("bucket_key_id");
        return bucketKeyId == null
                ? new StoredEncryption.SseKms(row.getString("kms_key_arn"), ciphertext, added)
                : new StoredEncryption.SseKmsBucketKey(
                        row.getString("kms_key_arn"), bucketKeyId, ciphertext, wrapped(row), added);
    }

    private static WrappedDataKey wrapped(Row row) {
        return WrappedDataKey.parse(row.getBuffer("wrapped_key").getBytes());
    }
}
