package dev.coffer.gateway.identity;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.error.AwsException;
import dev.coffer.platform.sql.Migrations;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * At start: the schema, then the accounts of the accounts file, or one account where there is neither a file nor an
 * account; then the root credentials' file for whoever may read the data folder.
 */
@ApplicationScoped
class IdentityStart {
    private final Migrations migrations;
    private final Accounts accounts;
    private final AccountViews views;
    private final Optional<Path> accountsFile;
    private final Path data;

    IdentityStart(
            Migrations migrations,
            Accounts accounts,
            AccountViews views,
            @ConfigProperty(name = "coffer.accounts-file") Optional<Path> accountsFile,
            @ConfigProperty(name = "coffer.data") Path data) {
        this.migrations = migrations;
        this.accounts = accounts;
        this.views = views;
        this.accountsFile = accountsFile;
        this.data = data;
    }

    void migrate(@Observes @Priority(10) StartupEvent event) {
        migrations.migrate("gateway");
    }

    void seed(@Observes @Priority(20) StartupEvent event) {
        List<AccountId> seeded = accountsFile.map(this::seed).orElse(List.of());
        List<AccountViews.Account> all = views.all();
        if (all.isEmpty()) {
            accounts.add(AccountEntry.FRESH);
            all = views.all();
        }
        AccountId firstId = seeded.isEmpty() ? all.getFirst().id() : seeded.getFirst();
        AccountViews.Account first =
                all.stream().filter(a -> a.id().equals(firstId)).findFirst().orElse(all.getFirst());
        Credentials key = views.credentials(first.id(), Optional.empty())
                .orElseGet(() ->
                        accounts.addAccessKey(first.id(), Optional.empty()).credentials());
        new RootCredentials(data).write(first, key);
    }

    private List<AccountId> seed(Path file) {
        try {
            return AccountEntryJson.accounts(AccountEntryJson.read(Files.readString(file))).stream()
                    .map(entry -> accounts.add(entry).id())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the accounts file " + file, e);
        } catch (AwsException e) {
            throw new IllegalStateException("the accounts file " + file + " is not valid: " + e.text(), e);
        }
    }
}
