package dev.coffer.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coffer.gateway.identity.AccountEntryJson;
import dev.coffer.gateway.identity.IdentityErrors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The members of a JSON object, each of the type that is asked for or refused. */
record JsonFields(JsonNode node) {

    /** Refuses members other than these. */
    JsonFields only(String what, Set<String> names) {
        AccountEntryJson.members(node, what, names);
        return this;
    }

    Optional<Boolean> flag(String name) {
        return member(name, JsonNode::isBoolean, JsonNode::booleanValue, "true or false");
    }

    Optional<Integer> integer(String name, int least, int most) {
        return number(name, least, most).map(Math::toIntExact);
    }

    Optional<Long> number(String name, long least, long most) {
        return member(
                name,
                n -> n.isIntegralNumber() && n.canConvertToLong() && n.longValue() >= least && n.longValue() <= most,
                JsonNode::longValue,
                "a whole number from " + least + " to " + most);
    }

    Optional<Double> decimal(String name, double least, double most) {
        return member(
                name,
                n -> n.isNumber() && n.doubleValue() >= least && n.doubleValue() <= most,
                JsonNode::doubleValue,
                "a number from " + least + " to " + most);
    }

    Optional<String> text(String name) {
        return member(name, JsonNode::isTextual, JsonNode::textValue, "a string");
    }

    /** An object of whole numbers; absent: empty. */
    Map<String, Integer> integers(String name, int least, int most) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        member(name, JsonNode::isObject, n -> n, "an object")
                .ifPresent(object -> object.fieldNames()
                        .forEachRemaining(key -> new JsonFields(object)
                                .integer(key, least, most)
                                .ifPresent(number -> numbers.put(key, number))));
        return numbers;
    }

    private <T> Optional<T> member(String name, Predicate<JsonNode> valid, Function<JsonNode, T> read, String wanted) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!valid.test(value)) {
            throw IdentityErrors.invalid(name + " is " + wanted + ".");
        }
        return Optional.of(read.apply(value));
    }
}
