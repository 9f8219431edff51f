package dev.coffer.identity;

import dev.coffer.aws.AccountId;
import java.time.Instant;

/**
 * Who makes a request. Source: "CloudTrail userIdentity element" and "IAM identifiers", AWS documentation.
 */
public sealed interface Principal {

    /** The account that the principal belongs to. */
    AccountId account();

    /** The principal's ARN as in {@code sts get-caller-identity}; of a role, its session's ARN. */
    String arn();

    /** The access key that signed, empty for a service's own session. */
    String accessKeyId();

    /**
     * The identity whose permissions count and that bucket keys are shared by: user, root or <em>role</em> (never its
     * session).
     */
    String policyArn();

    /** What {@code aws:userid} and CloudTrail's {@code principalId} say. */
    String principalId();

    /** The account's root: everything is allowed within the account. */
    record Root(AccountId account, String accessKeyId) implements Principal {
        @Override
        public String arn() {
            return "arn:aws:iam::" + account + ":root";
        }

        @Override
        public String policyArn() {
            return arn();
        }

        @Override
        public String principalId() {
            return account.value();
        }
    }

    /** An IAM user; {@code userId} begins with {@code AIDA}. */
    record IamUser(AccountId account, String userName, String userId, String accessKeyId) implements Principal {
        @Override
        public String arn() {
            return "arn:aws:iam::" + account + ":user/" + userName;
        }

        @Override
        public String policyArn() {
            return arn();
        }

        @Override
        public String principalId() {
            return userId;
        }
    }

    /** A role's session; {@code roleId} begins with {@code AROA}. */
    record AssumedRole(
            AccountId account,
            String roleName,
            String roleId,
            String sessionName,
            String accessKeyId,
            Instant issuedAt,
            String sessionPolicyHash)
            implements Principal {
        @Override
        public String arn() {
            return "arn:aws:sts::" + account + ":assumed-role/" + roleName + "/" + sessionName;
        }

        @Override
        public String policyArn() {
            return "arn:aws:iam::" + account + ":role/" + roleName;
        }

        @Override
        public String principalId() {
            return roleId + ":" + sessionName;
        }
    }

    /** Nobody: an unsigned request. */
    record Anonymous() implements Principal {
        private static final AccountId NONE = new AccountId("000000000000");

        @Override
        public AccountId account() {
            return NONE;
        }

        @Override
        public String arn() {
            return "*";
        }

        @Override
        public String accessKeyId() {
            return "";
        }

        @Override
        public String policyArn() {
            return "*";
        }

        @Override
        public String principalId() {
            return "anonymous";
        }
    }
}
