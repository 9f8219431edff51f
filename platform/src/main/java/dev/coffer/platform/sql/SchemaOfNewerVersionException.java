package dev.coffer.platform.sql;

/** A schema has been migrated by a newer version of the program than this one, which would misunderstand it. */
public final class SchemaOfNewerVersionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SchemaOfNewerVersionException(String schema, String version) {
        super("The schema " + schema + " has version " + version
                + ", which a newer version of this program has made: run that one. Nothing was changed");
    }
}
