/** Configuration that every service reads. */
@NullMarked
package dev.coffer.platform.config;

import org.jspecify.annotations.NullMarked;
