"""further maintenance

Revision ID: 0007
Revises: 0006
Create Date: 2026-11-24 02:25:33.164992

"""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

SCOPE = (
    "asset_id IS NOT NULL OR model_id IS NOT NULL OR category_id IS NOT NULL "
    "OR location_id IS NOT NULL"
)
CHECKLISTS = """UPDATE maintenance_occurrence SET checklist_id = (
    SELECT checklist_id FROM maintenance_plan_revision
    WHERE maintenance_plan_revision.id = maintenance_occurrence.revision_id
)"""
"""What was handed out keeps the checklist that it was handed out with."""


def upgrade():
    op.create_table('maintenance_plan_team',
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['revision_id'], ['maintenance_plan_revision.id'], name=op.f('fk_maintenance_plan_team_revision_id_maintenance_plan_revision')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_maintenance_plan_team_user_id_user_account')),
    sa.PrimaryKeyConstraint('revision_id', 'user_id', name=op.f('pk_maintenance_plan_team'))
    )
    with op.batch_alter_table('maintenance_occurrence', schema=None) as batch_op:
        batch_op.add_column(sa.Column('checklist_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('satisfied_by_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_maintenance_occurrence_checklist_id_checklist_template'), 'checklist_template', ['checklist_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_maintenance_occurrence_satisfied_by_id_maintenance_occurrence'), 'maintenance_occurrence', ['satisfied_by_id'], ['id'])
        batch_op.create_check_constraint(batch_op.f("ck_maintenance_occurrence_satisfied"), "satisfied_by_id IS NULL OR state = 'done_on_time'")
    op.execute(CHECKLISTS)

    with op.batch_alter_table('maintenance_plan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('criticality', sa.SmallInteger(), nullable=True))
        batch_op.drop_constraint(batch_op.f("ck_maintenance_plan_scope"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_maintenance_plan_scope"), SCOPE + " OR criticality IS NOT NULL")
        batch_op.create_check_constraint(batch_op.f("ck_maintenance_plan_criticality"), "criticality BETWEEN 1 AND 3")

    with op.batch_alter_table('maintenance_plan_revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('start_policy', sa.Enum('next_nominal', 'from_in_service', name='startpolicy', native_enum=False, length=32), server_default='next_nominal', nullable=False))
        batch_op.add_column(sa.Column('vendor_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('fee', sa.Numeric(18, 2).with_variant(sa.BigInteger(), "sqlite"), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('travels', sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.create_foreign_key(batch_op.f('fk_maintenance_plan_revision_vendor_id_vendor'), 'vendor', ['vendor_id'], ['id'])
        batch_op.create_check_constraint(batch_op.f("ck_maintenance_plan_revision_fee"), "fee >= 0 AND (fee = 0 OR vendor_id IS NOT NULL)")

    with op.batch_alter_table('year_plan_line', schema=None) as batch_op:
        batch_op.add_column(sa.Column('vendor_cost', sa.Numeric(18, 2).with_variant(sa.BigInteger(), "sqlite"), server_default='0', nullable=False))



def downgrade():
    with op.batch_alter_table('year_plan_line', schema=None) as batch_op:
        batch_op.drop_column('vendor_cost')

    with op.batch_alter_table('maintenance_plan_revision', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_maintenance_plan_revision_fee"), type_="check")
        batch_op.drop_constraint(batch_op.f('fk_maintenance_plan_revision_vendor_id_vendor'), type_='foreignkey')
        batch_op.drop_column('travels')
        batch_op.drop_column('fee')
        batch_op.drop_column('vendor_id')
        batch_op.drop_column('start_policy')

    with op.batch_alter_table('maintenance_plan', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_maintenance_plan_criticality"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_maintenance_plan_scope"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_maintenance_plan_scope"), SCOPE)
        batch_op.drop_column('criticality')

    with op.batch_alter_table('maintenance_occurrence', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_maintenance_occurrence_satisfied"), type_="check")
        batch_op.drop_constraint(batch_op.f('fk_maintenance_occurrence_satisfied_by_id_maintenance_occurrence'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_maintenance_occurrence_checklist_id_checklist_template'), type_='foreignkey')
        batch_op.drop_column('satisfied_by_id')
        batch_op.drop_column('checklist_id')

    op.drop_table('maintenance_plan_team')
