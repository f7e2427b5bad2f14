"use client";
import { useTranslations } from "use-intl";
import { AuthFrame } from "#features/auth/auth-frame.tsx";
import { type DemoAccount, SignInForm } from "#features/auth/sign-in-form.tsx";

type SignInScreenProps = { returnTo: string; demoAccounts?: readonly DemoAccount[]; expired?: boolean };

export function SignInScreen(props: SignInScreenProps) {
  const t = useTranslations("auth");
  return (
    <AuthFrame title={t("title")} subtitle={t("subtitle")}>
      <SignInForm {...props} />
    </AuthFrame>
  );
}
