/**
 * IAM's policy language: documents, and decisions over them. Pure functions of document and request; whose policies count,
 * and how decisions of several kinds combine, is the asking service's business.
 */
@NullMarked
package dev.coffer.policy;

import org.jspecify.annotations.NullMarked;
