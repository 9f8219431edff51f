package dev.coffer.conformance.faults;

import dev.coffer.conformance.distributed.Services;
import dev.coffer.conformance.support.Deployment;
import dev.coffer.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Services as processes of this machine. */
record ProcessSite(Services services) implements Site {
    @Override
    public Deployment deployment() {
        return services.deployment();
    }

    @Override
    public Map<String, Object> consumer() {
        return services.consumer();
    }

    @Override
    public List<Victim> victims() {
        List<Victim> victims = new ArrayList<>();
        services.all().forEach(process -> victims.add(new ServiceVictim(process, services.disk(process.name()))));
        victims.add(new DatabaseConnections(TestDatabase.shared()));
        return victims;
    }

    @Override
    public String complaints() {
        return services.complaints();
    }
}
