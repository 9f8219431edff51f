package dev.coffer.standalone;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.regex.Pattern;

/** Classes of a service that are not in its published {@code api} package. */
final class InsideOfServices extends DescribedPredicate<JavaClass> {
    private static final Pattern SERVICE =
            Pattern.compile("dev\\.coffer\\.(storage|kms|audit|replication|gateway)(\\.(?!api\\b).*)?");

    private final String allowed;

    InsideOfServices() {
        this("none");
    }

    private InsideOfServices(String allowed) {
        super("are inside of a service other than " + allowed);
        this.allowed = allowed;
    }

    InsideOfServices except(String service) {
        return new InsideOfServices(service);
    }

    @Override
    public boolean test(JavaClass type) {
        return SERVICE.matcher(type.getPackageName()).matches()
                && !(type.getPackageName() + ".").startsWith("dev.coffer." + allowed + ".");
    }
}
