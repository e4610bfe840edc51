import type { ReactNode } from "react";
import { chinese } from "#shared/messages/chinese.ts";
import { MessagesProvider } from "./messages-provider.tsx";

/** Its own module, so that a browser loads the words of one language only. */
export function InChinese({ children }: { readonly children: ReactNode }) {
  return (
    <MessagesProvider language="zh" messages={chinese}>
      {children}
    </MessagesProvider>
  );
}
