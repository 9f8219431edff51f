package dev.coffer.api;

/**
 * A request to a service: a record holding only parsed, valid values. Each service has a sealed family of them; the
 * in-process and the HTTP implementation of its interface carry the same records.
 *
 * @param <R> the record that answers it
 */
public interface Operation<R> {}
