/**
 * The admin API below {@code /_coffer/}: JSON, signed for the service {@code coffer}, described by the OpenAPI document
 * that it serves. One class per subject holds its routes; the edge authenticates, authorises and renders.
 */
@NullMarked
package dev.coffer.gateway.admin;

import org.jspecify.annotations.NullMarked;
