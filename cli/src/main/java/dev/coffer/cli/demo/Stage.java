package dev.coffer.cli.demo;

import dev.coffer.cli.CommandFailed;
import dev.coffer.cli.Credentials;
import dev.coffer.cli.admin.AdminApi;
import dev.coffer.cli.aws.Clients;
import java.net.URI;
import java.util.List;

/** Where the demo plays: a deployment of two regions or more, and the requester who is asked to. */
record Stage(URI endpoint, Credentials credentials, String source, String destination) {

    /** The first two regions that the deployment serves. */
    static Stage at(URI endpoint, Credentials credentials) {
        List<String> regions = new AdminApi(endpoint, credentials).regions();
        if (regions.size() < 2) {
            throw new CommandFailed("the demo replicates between two regions, " + endpoint + " serves " + regions);
        }
        return new Stage(endpoint, credentials, regions.get(0), regions.get(1));
    }

    AdminApi admin() {
        return new AdminApi(endpoint, credentials);
    }

    Clients clients() {
        return new Clients(endpoint, credentials);
    }
}
