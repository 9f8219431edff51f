package dev.coffer.gateway.admin;

import java.util.List;

/** The routes of one subject. */
interface AdminResource {
    /** All of them. */
    List<Route> routes();
}
