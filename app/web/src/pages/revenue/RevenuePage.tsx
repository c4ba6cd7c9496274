import { Grid, Stack } from "@mantine/core";
import { Asked } from "../../ui/Asked";
import { DistributeSection } from "./DistributeSection";
import { EarningsSection } from "./EarningsSection";
import { HistorySection } from "./HistorySection";
import { TermsSection } from "./TermsSection";
import { ThisWeekSection } from "./ThisWeekSection";
import { useIncome } from "./useIncome";
import { WeeksSection } from "./WeeksSection";

/** What the platform takes in, who gets which part of it, and what one's own lock has earned. */
export default function RevenuePage() {
  const query = useIncome();
  return (
    <Asked query={query} what="the income">
      {(income) => (
        <Stack gap="md">
          <EarningsSection income={income} />
          <Grid gap="md">
            <Grid.Col span={{ base: 12, md: 8 }}>
              <Stack gap="md">
                <ThisWeekSection income={income} />
                <WeeksSection income={income} />
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Stack gap="md">
                <TermsSection income={income} />
                <DistributeSection income={income} />
              </Stack>
            </Grid.Col>
          </Grid>
          <HistorySection income={income} />
        </Stack>
      )}
    </Asked>
  );
}
