/** What every service's published interface is made of: operations, answers, bodies. */
@NullMarked
package dev.coffer.api;

import org.jspecify.annotations.NullMarked;
