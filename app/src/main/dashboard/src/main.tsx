import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { tryToken } from "./api/http";
import { live } from "./api/live";
import { askEarly, queryClient } from "./api/queries";
import { onTokenChange, takeTokenFromAddress } from "./api/token";
import { Router } from "./router";
import { startTheme } from "./shell/theme";
import "./style.css";

takeTokenFromAddress();
void tryToken().then(() => live.start());
askEarly();
startTheme();
onTokenChange(() => void queryClient.invalidateQueries({ queryKey: ["session"] }));

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Router>
          <App />
        </Router>
      </QueryClientProvider>
    </StrictMode>,
  );
}
