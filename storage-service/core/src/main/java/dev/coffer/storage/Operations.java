package dev.coffer.storage;

/** A bean that performs some operations. A feature adds itself by having one; nothing else lists them. */
public interface Operations {
    /** Enters what this bean performs. */
    void register(OperationTable table);
}
