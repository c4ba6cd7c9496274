import { Radio, Stack } from "@mantine/core";
import { shops } from "@tenure/sdk";
import { tokens } from "../../ui/text";

type Props = {
  member: shops.Member;
  options: readonly shops.ShopToken[];
  chosen: shops.ShopToken;
  onChoose: (token: shops.ShopToken) => void;
  /** What it costs in a token now. */
  quote: (token: shops.ShopToken) => shops.Answer<shops.Quote>;
};

/** In which token to pay: what each costs, and what the visitor has of it. */
export function TokenChoice({ member, options, chosen, onChoose, quote }: Props) {
  const choose = (mint: string) => {
    const token = options.find(({ token }) => token.mint === mint);
    if (token !== undefined) onChoose(token);
  };
  return (
    <Radio.Group label="Pay with" value={chosen.token.mint} onChange={choose}>
      <Stack gap="xs" mt={6}>
        {options.map((option) => (
          <Radio
            key={option.token.mint}
            value={option.token.mint}
            label={<Label option={option} answer={quote(option)} />}
            description={`You have ${tokens(member.purses.get(option.token.mint)?.amount ?? 0n, option.token)}`}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Label({ option, answer }: { option: shops.ShopToken; answer: shops.Answer<shops.Quote> }) {
  if (answer.refusal !== undefined) {
    return (
      <>
        {option.token.symbol}: {answer.refusal.words}
      </>
    );
  }
  const { units, need, charge } = answer.value;
  return (
    <>
      {tokens(units, option.token)}
      {charge < need && ", discount taken off"}
    </>
  );
}
