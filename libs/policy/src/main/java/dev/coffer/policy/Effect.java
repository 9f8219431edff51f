package dev.coffer.policy;

/** What a statement does when it applies. */
enum Effect {
    ALLOW,
    DENY
}
