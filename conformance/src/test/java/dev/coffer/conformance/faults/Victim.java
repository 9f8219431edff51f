package dev.coffer.conformance.faults;

import java.util.Optional;
import java.util.Set;

/** A part of a deployment that can be hurt and healed. */
sealed interface Victim permits ServiceVictim, DatabaseConnections, ContainerVictim {
    /** As plans call it; the same in every run. */
    String name();

    /** The region that it is a part of; nothing for what all regions share. */
    Optional<String> region();

    /** What can be done to it. */
    Set<Injury> injuries();

    /** Does one of them; returns when it is done. */
    void hurt(Injury injury);

    /** Undoes it; returns when that is under way, not when the victim is ready again. */
    void heal(Injury injury);
}
