import type { ReactNode } from "react";
import { english } from "#shared/messages/english.ts";
import { MessagesProvider } from "./messages-provider.tsx";

/** Its own module, so that a browser loads the words of one language only. */
export function InEnglish({ children }: { readonly children: ReactNode }) {
  return (
    <MessagesProvider language="en" messages={english}>
      {children}
    </MessagesProvider>
  );
}
